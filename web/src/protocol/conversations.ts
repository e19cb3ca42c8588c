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

export interface Caller {
  contact_id: string;
  name: string | null;
  number: string | null;
  erased: boolean;
}

/** One interaction. `result` is null while it is up. Agent and queue are the last ones. */
export interface Interaction {
  interaction_id: string;
  short_ref: string;
  channel: string;
  direction: string;
  caller: Caller | null;
  project_id: string | null;
  project_name: string | null;
  client_name: string | null;
  queue_id: string | null;
  queue_name: string | null;
  agent_id: string | null;
  agent_name: string | null;
  disposition_name: string | null;
  via_fallback: boolean;
  started_at: string;
  answered_at: string | null;
  ended_at: string | null;
  result: string | null;
  ended_by: string | null;
  waited_ms: number;
  talk_ms: number;
  hold_ms: number;
  acw_ms: number;
  segments: number;
  recordings: number;
}

/** `state`: recording, stored, or failed (then `failure` says why). */
export interface Recording {
  recording_id: string;
  segment_id: string | null;
  agent_id: string | null;
  kind: string;
  state: string;
  started_at: string;
  duration_ms: number | null;
  channels: number | null;
  failure: string | null;
  may_listen: boolean;
}

/** Caller and one agent in conversation. */
export interface Segment {
  segment_id: string;
  ordinal: number;
  agent_id: string;
  agent_name: string | null;
  queue_id: string | null;
  started_at: string;
  ended_at: string | null;
  talk_ms: number;
  hold_ms: number;
  acw_ms: number;
  recording_id: string | null;
}

export interface Note {
  note_id: string;
  user_id: string;
  author: string | null;
  /** Null once the contact was erased. */
  text: string | null;
  created_at: string;
}

/** One interaction's own page. */
export interface InteractionDetail extends Interaction {
  parts: Segment[];
  audio: Recording[];
  notes: Note[];
}

/** One event: `params` are its plain values, with names and seconds added; `words` in the reader's language. */
export interface TimelineItem {
  seq: number;
  at: string;
  type: string;
  code: string;
  params: Record<string, string | number | boolean | null>;
  words: string;
  actor_kind: string;
  actor_id: string | null;
  agent_id: string | null;
}

/** The loudest sample, 0–1, of each step; a list a channel (stereo: caller, agent). */
export interface Peaks {
  duration_ms: number;
  per_second: number;
  channels: number[][];
}
