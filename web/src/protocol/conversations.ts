/** Interactions as lists and their page read them. Times are ISO 8601 UTC, durations milliseconds. */

export const RESULTS = [
  "handled",
  "abandoned_in_queue",
  "abandoned_in_flow",
  "voicemail",
  "closed",
  "ended_in_flow",
  "unknown_number",
  "rejected",
  "failed",
] as const;
export type Result = (typeof RESULTS)[number];

/** One interaction. `result` is null while it is up. Agent and queue are the last ones. */
export interface Interaction {
  interaction_id: string;
  short_ref: string;
  channel: string;
  direction: string;
  number_id: string | null;
  project_id: string | null;
  client_id: string | null;
  contact_id: string | null;
  queue_id: string | null;
  agent_id: string | null;
  disposition_id: string | null;
  via_fallback: boolean;
  started_at: string;
  answered_at: string | null;
  ended_at: string | null;
  result: Result | null;
  ended_by: string | null;
  waited_ms: number;
  talk_ms: number;
  hold_ms: number;
  acw_ms: number;
  segments: number;
  recordings: number;
  contact_name?: string | null;
  caller_number?: string | null;
}

export interface Recording {
  recording_id: string;
  interaction_id: string;
  segment_id: string | null;
  agent_id: string | null;
  kind: string;
  state: "recording" | "stored" | "failed";
  started_at: string;
  duration_ms: number | null;
  channels: number | null;
  failure: string | null;
}

export interface Segment {
  segment_id: string;
  ordinal: number;
  agent_id: string;
  queue_id: string | null;
  started_at: string;
  ended_at: string | null;
  talk_ms: number;
  hold_ms: number;
  recording_id: string | null;
}

export interface Note {
  note_id: string;
  user_id: string;
  /** Null once the contact was erased. */
  text: string | null;
  created_at: string;
}

/** One interaction's own page. */
export interface InteractionDetail extends Interaction {
  segment_list: Segment[];
  recording_list: Recording[];
  notes: Note[];
}

/** One entry of the log. `fact` holds what its `type` says it holds. */
export interface TimelineEvent {
  event_id: string;
  seq: number;
  type: string;
  occurred_at: string;
  actor: { kind: string; id?: string | null };
  agent_id?: string | null;
  fact: Record<string, unknown>;
}

/** The loudest sample, 0–1, of each step; a list a channel (stereo: caller, agent). */
export interface Peaks {
  duration_ms: number;
  per_second: number;
  channels: number[][];
}
