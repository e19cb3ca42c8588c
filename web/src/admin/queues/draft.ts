import type { Queue, SkillNeed } from "@/protocol/configuration";
import type { Ring } from "./pool";

/** What a queue does for callers who are left alone: on hold, parked, cut off. */
export interface CareDraft {
  guards_hold: boolean;
  hold_limit_s: number;
  park_s: number;
  cut_off: boolean;
  offers_messages: boolean;
  /** The wire has seconds. */
  message_target_min: number;
  messages_to: string;
}

/** A queue's as the form has it; null for a new one. */
export function careDraft(care: Queue["care"] | null): CareDraft {
  return {
    guards_hold: care?.hold_limit_s != null,
    hold_limit_s: care?.hold_limit_s ?? 120,
    park_s: care?.park_s ?? 120,
    cut_off: care?.cut_off ?? false,
    offers_messages: care?.offers_messages ?? false,
    message_target_min: Math.round((care?.message_target_s ?? 3600) / 60),
    messages_to: care?.messages_to ?? "",
  };
}

/** As the wire has it. */
export function careOf(draft: CareDraft): Queue["care"] {
  return {
    hold_limit_s: draft.guards_hold ? draft.hold_limit_s : null,
    park_s: draft.park_s,
    cut_off: draft.cut_off,
    offers_messages: draft.offers_messages,
    message_target_s: draft.message_target_min * 60,
    messages_to: draft.messages_to,
  };
}

/** A queue as its form has it. */
export interface QueueDraft extends CareDraft {
  name: string;
  extension: string;
  project_id: string | null;
  needs: SkillNeed[];
  target_s: number;
  /** Whole percent; the wire has a share. */
  target_percent: number;
  short_abandon_s: number;
  offer_timeout_s: number;
  wrap_up_s: number;
  announce_place_every_s: number;
  announce_wait: boolean;
  record: boolean;
  teams: string[];
  sites: string[];
  rings: Ring[];
  /** Whom its callers wait for, as PREFERENCES name it; null: nobody in particular. */
  prefers: string | null;
  prefers_for_s: number;
  keys_wait: boolean;
  prefers_for_key_s: number;
  by_language: boolean;
  speaks_level: number;
  in_site_hours: boolean;
  agent_choice: string | null;
  /** Whole minutes; the wire has seconds. */
  idle_cap_min: number;
  weight: number;
  calls_back: boolean;
  callback_mode: string | null;
  callback_attempts: number;
  /** Whole minutes and hours; the wire has seconds. */
  callback_pause_min: number;
  callback_keeps_h: number;
  callback_ring_s: number;
  callback_hours_id: string | null;
  follows_up: boolean;
  follow_up_after_s: number;
}

/** The ways to prefer somebody, by the form's word for each: the dearest first. */
const WAYS = {
  owner: ["owner"],
  last_agent: ["last_agent"],
  owner_last_agent: ["owner", "last_agent"],
  last_agent_owner: ["last_agent", "owner"],
} as const satisfies Record<string, Queue["prefers"]>;

type Way = keyof typeof WAYS;
export const PREFERENCES = Object.keys(WAYS) as Way[];

/** Whom a queue's callers wait for, as the form has it; null for a new queue. */
export function preferenceDraft(
  queue: Pick<Queue, "prefers" | "prefers_for_s" | "prefers_for_key_s"> | null,
) {
  return {
    prefers: queue === null || queue.prefers.length === 0 ? null : queue.prefers.join("_"),
    prefers_for_s: queue?.prefers_for_s ?? 30,
    keys_wait: queue?.prefers_for_key_s != null,
    prefers_for_key_s: queue?.prefers_for_key_s ?? 60,
  };
}

/** As the wire has it. */
export function preferenceOf(
  draft: Pick<QueueDraft, "prefers" | "prefers_for_s" | "keys_wait" | "prefers_for_key_s">,
) {
  return {
    prefers: draft.prefers === null ? [] : [...WAYS[draft.prefers as Way]],
    prefers_for_s: draft.prefers_for_s,
    prefers_for_key_s: draft.keys_wait ? draft.prefers_for_key_s : null,
  };
}

/** A queue's callbacks as the form has them; null where it does not call back. */
export function callbackDraft(plan: Queue["callback"]) {
  return {
    calls_back: plan !== null,
    callback_mode: plan?.mode ?? "agent_first",
    callback_attempts: plan?.attempts ?? 3,
    callback_pause_min: Math.max(1, Math.round((plan?.pause_s ?? 300) / 60)),
    callback_ring_s: plan?.ring_s ?? 30,
    callback_hours_id: plan?.hours_id ?? null,
    callback_keeps_h: Math.max(1, Math.round((plan?.keeps_s ?? 86_400) / 3600)),
  };
}
