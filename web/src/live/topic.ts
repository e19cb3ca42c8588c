import type { Delta, Snapshot } from "@/protocol/frames";

/** What a page knows of one topic: collection → id → entity, as of `seq` of `epoch`. */
export interface TopicState {
  readonly epoch: string;
  readonly seq: number;
  readonly collections: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export type Step = { state: TopicState | undefined } & (
  | { outcome: "applied" }
  /** Seen before, or older than what we have: nothing to do. */
  | { outcome: "ignored" }
  /** Something is missing: ask for a snapshot. What we have stays on the screen until it comes. */
  | { outcome: "gap" }
);

/** Takes a snapshot, unless it is older than what is here already. */
export function takeSnapshot(state: TopicState | undefined, frame: Snapshot): Step {
  if (state?.epoch === frame.epoch && frame.seq < state.seq) return { state, outcome: "ignored" };
  const { epoch, seq, collections } = frame;
  return { state: { epoch, seq, collections }, outcome: "applied" };
}

/** Takes a delta when it is the very next one; a repeated one is ignored, a missing one before it is a gap. */
export function takeDelta(state: TopicState | undefined, frame: Delta): Step {
  if (state?.epoch !== frame.epoch) return { state, outcome: "gap" };
  if (frame.seq <= state.seq) return { state, outcome: "ignored" };
  if (frame.seq > state.seq + 1) return { state, outcome: "gap" };
  return {
    state: { ...state, seq: frame.seq, collections: change(state.collections, frame) },
    outcome: "applied",
  };
}

/** New objects only where something changed, so that a screen redraws only that. */
function change(collections: TopicState["collections"], frame: Delta): TopicState["collections"] {
  const next: Record<string, Record<string, unknown>> = { ...collections };
  const copied = new Set<string>();
  for (const { type, collection, id, ...rest } of frame.changes) {
    if (!copied.has(collection)) next[collection] = { ...next[collection] };
    copied.add(collection);
    const entities = next[collection] ?? {};
    if (type === "put") entities[id] = (rest as { value: unknown }).value;
    // A fresh copy made above, so nobody else holds it.
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
    else delete entities[id];
  }
  return next;
}
