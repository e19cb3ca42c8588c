import { describe, expect, it } from "vitest";
import { SILENT, step, type Effect, type PhoneEvent, type PhoneState } from "./machine";

const offered = (id: string, autoAnswer = false, wasMuted = false): PhoneEvent => ({
  type: "incoming",
  call: { id, number: "+48221000417", name: "Marta", offerId: "ofr_1", interactionId: "int_1" },
  autoAnswer,
  wasMuted,
});

/** Plays events; gives the last state and all effects. */
function play(...events: PhoneEvent[]): { state: PhoneState; effects: Effect[] } {
  let state = SILENT;
  const effects: Effect[] = [];
  for (const event of events) {
    const next = step(state, event);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}

const READY: PhoneEvent[] = [{ type: "started" }, { type: "registered" }];

describe("the browser's telephone", () => {
  it("rings, is answered, and is up", () => {
    const { state, effects } = play(
      ...READY,
      offered("a"),
      { type: "answer_asked" },
      { type: "established", id: "a" },
    );
    expect(state.call?.stage).toBe("up");
    expect(effects).toContainEqual({ do: "answer", id: "a" });
    expect(effects.filter((effect) => effect.do === "ring")).toEqual([
      { do: "ring", on: true },
      { do: "ring", on: false },
      { do: "ring", on: false },
    ]);
  });

  it("answers at once when the server asks, and after a tone when the agent chose so", () => {
    expect(play(...READY, offered("a", true)).effects).toContainEqual({ do: "answer", id: "a" });
    const chosen = play(...READY, { type: "auto_answer_set", on: true }, offered("a"));
    expect(chosen.effects).toContainEqual({ do: "announce_and_answer", id: "a" });
    expect(chosen.state.call?.stage).toBe("answering");
    expect(chosen.effects).not.toContainEqual({ do: "ring", on: true });
  });

  it("answers once, however often the key is pressed", () => {
    const { effects } = play(...READY, offered("a"), { type: "answer_asked" }, { type: "answer_asked" });
    expect(effects.filter((effect) => effect.do === "answer")).toHaveLength(1);
  });

  it("refuses a second call, but gives way to the restored leg of the first, still muted", () => {
    const up: PhoneEvent[] = [
      ...READY,
      offered("a"),
      { type: "answer_asked" },
      { type: "established", id: "a" },
    ];
    expect(play(...up, offered("b")).effects).toContainEqual({ do: "refuse_busy", id: "b" });
    const restored = play(...up, { type: "mute_asked", muted: true }, offered("b", true));
    expect(restored.state.call?.id).toBe("b");
    expect(restored.state.muted).toBe(true);
    expect(restored.effects).toContainEqual({ do: "hang_up", id: "a" });
    expect(restored.effects.at(-1)).toEqual({ do: "set_microphone", open: false });
    const late = step(restored.state, { type: "ended", id: "a", status: 200 });
    expect(late.state.call?.id).toBe("b");
  });

  it("keeps the call while the socket is away, and asks for its truth when it is back", () => {
    const { state, effects } = play(
      ...READY,
      offered("a"),
      { type: "answer_asked" },
      { type: "established", id: "a" },
      { type: "socket_lost" },
      { type: "registered" },
    );
    expect(state.line).toBe("ready");
    expect(state.call?.stage).toBe("up");
    expect(effects).toContainEqual({ do: "renew", id: "a" });
  });

  it("renews nothing at an ordinary re-registration", () => {
    const { effects } = play(
      ...READY,
      offered("a", true),
      { type: "established", id: "a" },
      { type: "registered" },
    );
    expect(effects.filter((effect) => effect.do === "renew")).toEqual([]);
  });

  it("tells a refused account from a switch that is away for a moment", () => {
    expect(play({ type: "started" }, { type: "registration_refused", status: 403 }).state.line).toBe(
      "refused",
    );
    expect(play({ type: "started" }, { type: "registration_refused", status: 503 }).state.line).toBe("lost");
  });

  it("opens the microphone again for the next call", () => {
    const { state, effects } = play(
      ...READY,
      offered("a", true),
      { type: "established", id: "a" },
      { type: "mute_asked", muted: true },
      { type: "ended", id: "a", status: 200 },
    );
    expect(state.muted).toBe(false);
    expect(effects.at(-1)).toEqual({ do: "set_microphone", open: true });
  });

  it("tells why an own call did not come about", () => {
    const dialled: PhoneEvent[] = [
      { type: "dial_asked", id: "asked", number: "1009" },
      { type: "dialled", id: "a", number: "1009" },
    ];
    expect(play(...READY, ...dialled, { type: "ended", id: "a", status: 404 }).state.lastFailure).toBe(404);
    const talked = play(
      ...READY,
      ...dialled,
      { type: "established", id: "a" },
      { type: "ended", id: "a", status: 200 },
    );
    expect(talked.state.lastFailure).toBeUndefined();
  });

  it("dials once, however often it is asked, also while the microphone is still asked for", () => {
    const ask = (id: string): PhoneEvent => ({ type: "dial_asked", id, number: "1001" });
    const { state, effects } = play(...READY, ask("one"), ask("two"));
    expect(effects.filter((effect) => effect.do === "dial")).toHaveLength(1);
    expect(state.call?.stage).toBe("dialling");
    expect(play(ask("one")).effects, "no line").toEqual([]);
  });

  it("drops a call that was given up before the switch knew of it", () => {
    const given = play(
      ...READY,
      { type: "dial_asked", id: "asked", number: "1001" },
      { type: "hang_up_asked" },
      { type: "dialled", id: "a", number: "1001" },
    );
    expect(given.state.call).toBeUndefined();
    expect(given.effects.at(-1)).toEqual({ do: "hang_up", id: "a" });
  });

  it("keeps a mute over a reload, for the same conversation and only when it is restored", () => {
    const muted = play(...READY, offered("a"), { type: "mute_asked", muted: true });
    expect(muted.effects.at(-1)).toEqual({ do: "remember_mute", interactionId: "int_1", muted: true });
    const again = (autoAnswer: boolean) => play(...READY, offered("b", autoAnswer, true));
    expect(again(true).state.muted).toBe(true);
    expect(again(true).effects.at(-1)).toEqual({ do: "set_microphone", open: false });
    expect(again(false).state.muted).toBe(false);
    const over = step(muted.state, { type: "ended", id: "a", status: 200 });
    expect(over.effects).toContainEqual({ do: "remember_mute", interactionId: "int_1", muted: false });
  });

  it("tells why an answer came to nothing, until the next call", () => {
    const failed = play(...READY, offered("a"), { type: "answer_failed", id: "a", why: "microphone" });
    expect(failed.state.unanswered).toBe("microphone");
    const next = step(step(failed.state, { type: "ended", id: "a", status: 480 }).state, offered("b"));
    expect(next.state.unanswered).toBeUndefined();
  });

  it("is not ready while it is taken off the switch", () => {
    expect(play(...READY, { type: "unregistered" }).state.line).toBe("connecting");
    expect(play(...READY, { type: "socket_lost" }, { type: "unregistered" }).state.line).toBe("lost");
  });

  it("stops ringing when the caller gives up", () => {
    const { state, effects } = play(...READY, offered("a"), { type: "ended", id: "a", status: 487 });
    expect(state.call).toBeUndefined();
    expect(effects).toContainEqual({ do: "ring", on: false });
  });

  it("forgets everything when another tab takes the phone, but not the agent's setting", () => {
    const { state } = play(...READY, { type: "auto_answer_set", on: true }, offered("a"), {
      type: "stopped",
    });
    expect(state).toEqual({ ...SILENT, autoAnswer: true });
  });
});
