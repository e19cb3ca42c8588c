/** Interactions as lists and their page read them: the server's own types. Times are ISO 8601 UTC, durations milliseconds. */
import type { components } from "./api.gen";

type Schemas = components["schemas"];

/** In the order in which a filter offers them. */
export const RESULTS = [
  "handled",
  "abandoned_in_queue",
  "abandoned_in_flow",
  "voicemail",
  "closed",
  "ended_in_flow",
  "unknown_number",
  "blocked",
  "rejected",
  "failed",
  "callback_asked",
  "callback_failed",
  "callback_cancelled",
  "callback_expired",
  "not_reached",
] as const;
export type Result = (typeof RESULTS)[number];

export type Interaction = Schemas["InteractionItem"];
export type InteractionDetail = Schemas["InteractionView"];
export type Recording = Schemas["RecordingView"];
export type TimelineItem = Schemas["TimelineItem"];
export type Peaks = Schemas["Peaks"];
