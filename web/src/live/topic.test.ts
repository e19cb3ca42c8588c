import { describe, expect, it } from "vitest";
import type { Delta, Put, Remove, Snapshot } from "@/protocol/frames";
import { takeDelta, takeSnapshot, type TopicState } from "./topic";

const EPOCH = "e1";

/** Repeatable disorder. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

function makeDelta(seq: number, random: () => number): Delta {
  const changes: (Put | Remove)[] = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
    const collection = random() < 0.5 ? "calls" : "agents";
    const id = `x${Math.floor(random() * 5)}`;
    if (random() < 0.3) return { type: "remove", collection, id };
    return { type: "put", collection, id, value: { n: Math.floor(random() * 1000) } };
  });
  return { type: "delta", topic: "board", epoch: EPOCH, seq, changes };
}

function snapshotOf(state: TopicState): Snapshot {
  return { type: "snapshot", topic: "board", ...structuredClone(state) };
}

/** The server's truth after each delta. */
function truths(deltas: readonly Delta[]): TopicState[] {
  const states: TopicState[] = [{ epoch: EPOCH, seq: 0, collections: {} }];
  for (const delta of deltas) {
    const step = takeDelta(states.at(-1), delta);
    if (step.state === undefined) throw new Error("no state");
    states.push(step.state);
  }
  return states;
}

/** Drops, doubles and reorders the frames. */
function disturb(deltas: readonly Delta[], random: () => number): Delta[] {
  const frames = deltas.flatMap((delta) => {
    const fate = random();
    if (fate < 0.15) return [];
    return fate < 0.3 ? [delta, delta] : [delta];
  });
  for (let i = 1; i < frames.length; i++)
    if (random() < 0.2) [frames[i - 1], frames[i]] = [frames[i]!, frames[i - 1]!];
  return frames;
}

describe("a topic kept by snapshot and deltas", () => {
  it.each(Array.from({ length: 200 }, (_, seed) => seed + 1))(
    "equals the server's after disorder %i",
    (seed) => {
      const random = randomOf(seed);
      const deltas = Array.from({ length: 30 }, (_, index) => makeDelta(index + 1, random));
      const server = truths(deltas);
      let state: TopicState | undefined;
      let newest = 0;
      for (const delta of disturb(deltas, random)) {
        newest = Math.max(newest, delta.seq);
        let step = takeDelta(state, delta);
        if (step.outcome === "gap") step = takeSnapshot(state, snapshotOf(server[newest]!));
        state = step.state;
        expect(state?.collections).toEqual(server[state?.seq ?? 0]?.collections);
      }
      expect(state?.seq).toBe(newest);
    },
  );

  it("asks for a snapshot when a delta is missing, and shows the old figures meanwhile", () => {
    const before: TopicState = { epoch: EPOCH, seq: 4, collections: { calls: { a: 1 } } };
    const step = takeDelta(before, { type: "delta", topic: "board", epoch: EPOCH, seq: 6, changes: [] });
    expect(step).toEqual({ outcome: "gap", state: before });
  });

  it("asks for a snapshot when the server's brain has restarted", () => {
    const before: TopicState = { epoch: EPOCH, seq: 4, collections: {} };
    expect(
      takeDelta(before, { type: "delta", topic: "board", epoch: "e2", seq: 5, changes: [] }).outcome,
    ).toBe("gap");
  });

  it("ignores a repeated delta and an old snapshot", () => {
    const before: TopicState = { epoch: EPOCH, seq: 4, collections: { calls: { a: 1 } } };
    const put: Put = { type: "put", collection: "calls", id: "a", value: 9 };
    const repeated = takeDelta(before, {
      type: "delta",
      topic: "board",
      epoch: EPOCH,
      seq: 4,
      changes: [put],
    });
    expect(repeated).toEqual({ outcome: "ignored", state: before });
    const old = takeSnapshot(before, {
      type: "snapshot",
      topic: "board",
      epoch: EPOCH,
      seq: 3,
      collections: {},
    });
    expect(old).toEqual({ outcome: "ignored", state: before });
  });

  it("leaves untouched collections the same object", () => {
    const before: TopicState = { epoch: EPOCH, seq: 1, collections: { calls: { a: 1 }, agents: { b: 2 } } };
    const put: Put = { type: "put", collection: "calls", id: "a", value: 2 };
    const after = takeDelta(before, { type: "delta", topic: "board", epoch: EPOCH, seq: 2, changes: [put] });
    expect(after.state?.collections["agents"]).toBe(before.collections["agents"]);
    expect(before.collections["calls"]).toEqual({ a: 1 });
  });
});
