import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Recording } from "@/protocol/conversations";
import { onStage } from "@/testing/stage";
import { RecordingPlayer } from "./RecordingPlayer";
import { goesOn, useListening } from "./useListening";

const NOON = Date.parse("2026-11-23T12:00:00Z");
const at = (second: number) => new Date(NOON + second * 1000).toISOString();

function recorded(
  recording_id: string,
  from: number,
  to: number,
  change: Partial<Recording> = {},
): Recording {
  return {
    recording_id,
    segment_id: `seg_${recording_id}`,
    agent_id: null,
    agent_name: recording_id,
    kind: "talk",
    channels: 2,
    started_at: at(from),
    duration_ms: (to - from) * 1000,
    state: "stored",
    failure: null,
    may_listen: true,
    ...change,
  };
}

describe("a conversation with several recordings", () => {
  const first = recorded("first", 0, 60);

  it("goes on where the one that is over ended, in the other that was recorded meanwhile", () => {
    expect(goesOn([first, recorded("asked", 40, 100)], first)).toEqual({ index: 1, at: at(60) });
  });

  it("goes on with what was said next, over a gap and whatever order they stand in", () => {
    expect(goesOn([recorded("third", 90, 120), first, recorded("second", 70, 80)], first)).toEqual({
      index: 2,
      at: at(70),
    });
  });

  it("is over where nothing is behind it, or nothing that may be heard", () => {
    expect(goesOn([first, recorded("asked", 20, 50)], first)).toBeNull();
    expect(goesOn([first, recorded("theirs", 60, 90, { may_listen: false })], first)).toBeNull();
    expect(goesOn([first, recorded("lost", 60, 90, { state: "failed" })], first)).toBeNull();
  });
});

describe("the player", () => {
  const made: HTMLAudioElement[] = [];
  const plays = vi.fn<(source: string) => void>();

  beforeEach(() => {
    vi.stubGlobal("Audio", function Audio() {
      const audio = document.createElement("audio");
      audio.play = () => {
        plays(audio.src);
        audio.dispatchEvent(new Event("play"));
        return Promise.resolve();
      };
      audio.pause = () => undefined;
      made.push(audio);
      return audio;
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    made.length = 0;
    plays.mockClear();
  });

  const both = [recorded("rec_1", 0, 60), recorded("rec_2", 40, 100)];

  function Listening() {
    const { recording, wanted, goOn, choose } = useListening(both);
    return (
      <>
        <button onClick={() => choose(0)}>first</button>
        {recording && (
          <RecordingPlayer
            recording={recording}
            holds={[]}
            pauses={[]}
            callerName="Marta"
            agentName="Anna"
            wanted={wanted}
            onOver={goOn}
          />
        )}
      </>
    );
  }

  it("plays the whole, as fast as it was, and nothing by itself when somebody chooses", async () => {
    onStage(<Listening />, {
      "GET /recordings/rec_1/peaks": Response.json({}, { status: 404 }),
      "GET /recordings/rec_2/peaks": Response.json({}, { status: 404 }),
    });
    await userEvent.click(await screen.findByRole("radio", { name: "1.5×" }));
    await userEvent.click(screen.getByRole("button", { name: "Play" }));
    expect(plays).toHaveBeenLastCalledWith(expect.stringContaining("rec_1"));
    act(() => void made.at(-1)?.dispatchEvent(new Event("ended")));
    await waitFor(() => expect(plays).toHaveBeenLastCalledWith(expect.stringContaining("rec_2")));
    expect(made.at(-1)?.playbackRate).toBe(1.5);
    const before = plays.mock.calls.length;
    act(() => void made.at(-1)?.dispatchEvent(new Event("ended")));
    await userEvent.click(screen.getByRole("button", { name: "first" }));
    expect(made.at(-1)?.src).toContain("rec_1");
    expect(plays.mock.calls.length).toBe(before);
  });
});
