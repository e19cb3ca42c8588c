import type { TextKey } from "@/i18n/catalogue";
import type { TimelineItem } from "@/protocol/conversations";
import type { StateName } from "@/ui";

export type Shape = "arrived" | "dialled" | "keys" | "message" | "ended" | "note" | "told" | StateName;

/** One line of the story. Times among the parameters are milliseconds in `spans`, worded at the screen. */
export interface StoryLine {
  id: number;
  /** ISO. */
  at: string;
  shape: Shape;
  /** `story.*`. */
  key: Extract<TextKey, `story.${string}`>;
  params: Record<string, string>;
  spans: Record<string, number>;
  /** Why it went to this person and not to others, in the reader's words. */
  reasons: readonly string[];
}

/** Intervals on the clock: ISO begin, ISO end or null while they last. */
export interface Stretch {
  from: string;
  to: string | null;
}

/** What happened, told as people would: beginnings and ends joined, what only programs care for left out. */
export function storyOf(items: readonly TimelineItem[]): StoryLine[] {
  const lines: StoryLine[] = [];
  items.forEach((item, index) => {
    const line = lineOf(item, items.slice(index + 1), items.slice(0, index));
    if (line === null) return;
    const told: StoryLine = { id: item.seq, at: item.at, spans: {}, params: {}, reasons: [], ...line };
    // The wait ends by the answer, so the log has it second; people tell it first.
    if (told.key === "story.waited" && lines.at(-1)?.key === "story.answered") lines.splice(-1, 0, told);
    else lines.push(told);
  });
  return lines;
}

type Line = Pick<StoryLine, "key" | "shape"> & Partial<Pick<StoryLine, "params" | "spans" | "reasons">>;

function text(item: TimelineItem, name: string): string {
  const value = item.params[name];
  return value === null || value === undefined ? "" : String(value);
}

function amount(item: TimelineItem, name: string): number {
  const value = item.params[name];
  return typeof value === "number" ? value : 0;
}

function wentOut(items: readonly TimelineItem[]): boolean {
  return items.some(({ type, params }) => type === "interaction.started" && params["direction"] === "out");
}

/** Whether an agent dialled this call at the desk: no queue and no offer are part of such a call, as people see it. */
function isOwn(items: readonly TimelineItem[]): boolean {
  return items.some(({ type, params }) => type === "callback.asked" && params["own"] === true);
}

function dialLine(after: readonly TimelineItem[]): Line {
  const asked = after.find(({ type }) => type === "callback.asked");
  return asked !== undefined && isOwn([asked])
    ? { key: "story.dialled", shape: "dialled", params: { agent: text(asked, "agent") } }
    : { key: "story.wentOut", shape: "dialled" };
}

function unparkLine(item: TimelineItem, agent: { agent: string }): Line | null {
  switch (text(item, "because")) {
    case "picked_up":
      return { key: "story.pickedUp", shape: "talking", params: agent };
    case "returned":
      return { key: "story.notPickedUp", shape: "near", params: agent };
    default:
      return null;
  }
}

function isSameText(item: TimelineItem, other: TimelineItem): boolean {
  return other.type === "flow.message_ended" && text(item, "message_id") === text(other, "message_id");
}

/** What became of a text message; who may have had it twice is told so. */
function textLine(item: TimelineItem): Line {
  const result = text(item, "result");
  const unsure = String(item.params["unsure"] === true);
  const went = result === "sent" || result === "delivered";
  return { key: "story.text", shape: went ? "message" : "near", params: { result, unsure } };
}

const OF_QUEUES = new Set(["queue.entered", "queue.left", "offer.made", "offer.ended"]);

function lineOf(
  item: TimelineItem,
  after: readonly TimelineItem[],
  before: readonly TimelineItem[],
): Line | null {
  if (OF_QUEUES.has(item.type) && isOwn(before)) return null;
  const agent = { agent: text(item, "agent") };
  switch (item.type) {
    case "interaction.started":
      return item.params["direction"] === "out" ? dialLine(after) : { key: "story.came", shape: "arrived" };
    case "interaction.caller_identified":
      if (item.params["in_segment"] === true)
        return { key: "story.segment", shape: "told", params: { segment: text(item, "segment") } };
      return item.params["known"] === true || wentOut(before)
        ? null
        : { key: "story.newCaller", shape: "told" };
    case "flow.key_pressed":
      return { key: "story.pressed", shape: "keys", params: { key: text(item, "key") } };
    case "flow.said":
      return {
        key: "story.said",
        shape: "keys",
        params: { key: text(item, "key"), percent: text(item, "percent") },
      };
    case "queue.entered":
      return after.some(({ type }) => type === "queue.left")
        ? null
        : {
            key: "story.waits",
            shape: "told",
            params: { queue: text(item, "queue"), place: text(item, "place") },
          };
    case "queue.left":
      return waitLine(item);
    case "offer.made":
      return after.some((other) => other.type === "offer.ended" && isSameOffer(item, other))
        ? null
        : { key: "story.rings", shape: "offered", params: agent, reasons: item.reasons };
    case "offer.ended":
      return offerLine(
        item,
        before.find((other) => other.type === "offer.made" && isSameOffer(item, other)),
      );
    case "callback.attempt_ended":
      return text(item, "result") === "answered"
        ? null
        : { key: "story.notReached", shape: "near", params: { result: text(item, "result") } };
    case "call.parked":
      return { key: "story.parked", shape: "hold", params: { ...agent, place: text(item, "place") } };
    case "call.unparked":
      return unparkLine(item, agent);
    case "owner.unreached":
      return { key: "story.ownerUnreached", shape: "near" };
    case "segment.started":
      // An accepted offer has said so already; a call of the fallback had none.
      if (wentOut(before)) return { key: "story.reached", shape: "talking", params: agent };
      return before.some(({ type, params }) => type === "offer.ended" && params["result"] === "accepted")
        ? null
        : { key: "story.talks", shape: "talking", params: agent };
    case "call.hold_started":
      return after.some(({ type }) => type === "call.hold_ended")
        ? null
        : { key: "story.holds", shape: "hold", params: agent };
    case "call.hold_ended":
      return { key: "story.held", shape: "hold", params: agent, spans: { time: amount(item, "hold_ms") } };
    case "call.agent_leg_lost":
      return after.some(({ type }) => type === "call.agent_leg_restored")
        ? null
        : { key: "story.lost", shape: "near", params: agent };
    case "call.agent_leg_restored":
      return {
        key: "story.restored",
        shape: "near",
        params: agent,
        spans: { time: amount(item, "away_ms") },
      };
    case "call.voicemail_left":
      return { key: "story.message", shape: "message", spans: { time: amount(item, "duration_ms") } };
    case "interaction.ended":
      return endLine(item, before);
    case "disposition.set":
      return text(item, "disposition_id") === ""
        ? null
        : {
            key: "story.disposition",
            shape: "wrapup",
            params: { ...agent, disposition: text(item, "disposition") },
          };
    case "disposition.corrected":
      return {
        key: "story.dispositionCorrected",
        shape: "wrapup",
        params: { author: text(item, "author"), disposition: text(item, "disposition") },
      };
    case "wrapup.ended":
      return { key: "story.wrapUp", shape: "wrapup", params: agent, spans: { time: amount(item, "acw_ms") } };
    case "note.written":
      return { key: "story.note", shape: "note", params: { author: text(item, "author") } };
    case "form.filled": {
      const author = text(item, "author");
      const last = before.findLast(({ type }) => type === "form.filled");
      // Field by field is one thing to people.
      return last !== undefined && text(last, "author") === author
        ? null
        : { key: "story.form", shape: "note", params: { author } };
    }
    case "flow.message_sent":
      return text(item, "by") === "sms" && !after.some((other) => isSameText(item, other))
        ? { key: "story.textWaits", shape: "told" }
        : null;
    case "flow.message_ended":
      return after.some((other) => isSameText(item, other)) ? null : textLine(item);
    case "promise.made":
      if (item.params["kind"] === "voicemail") return { key: "story.voicemailWaits", shape: "message" };
      return { key: "story.promised", shape: "note", params: { author: text(item, "author") } };
    case "promise.kept":
      return { key: "story.promiseKept", shape: "note", params: { author: text(item, "author") } };
    case "promise.cancelled":
      return { key: "story.promiseCancelled", shape: "note", params: { author: text(item, "author") } };
    case "promise.reopened":
      return { key: "story.promiseReopened", shape: "note", params: { author: text(item, "author") } };
    case "recording.announced":
      return item.params["heard"] === false
        ? { key: "story.notToldRecorded", shape: "near" }
        : { key: "story.toldRecorded", shape: "told" };
    case "recording.paused":
      return after.some(({ type }) => type === "recording.resumed")
        ? null
        : { key: "story.paused", shape: "told", params: agent };
    case "recording.resumed":
      return item.params["failed"] === true
        ? { key: "story.pauseFailed", shape: "near", params: agent }
        : {
            key: "story.unrecorded",
            shape: "told",
            params: agent,
            spans: { time: amount(item, "paused_ms") },
          };
    case "listening.started":
    case "listening.changed":
      return { key: `story.${modeOf(item)}`, shape: "told", params: { author: text(item, "author") } };
    case "call.taken_over":
      return { key: "story.takenOver", shape: "talking", params: { author: text(item, "author") } };
    case "party.asked":
      // Who picks a parked call up has been told of already.
      if (text(item, "purpose") === "pick_up") return null;
      if (text(item, "purpose") === "owner")
        return { key: "story.asked", shape: "told", params: { ...agent, colleague: text(item, "owner") } };
      return item.params["to_agent_id"] == null
        ? { key: "story.askedOutside", shape: "told", params: agent }
        : { key: "story.asked", shape: "told", params: { ...agent, colleague: text(item, "colleague") } };
    case "call.transferred":
      return transferLine(item, agent);
    case "recording.erased":
      return { key: "story.recordingErased", shape: "over" };
    case "recording.failed":
      return { key: "story.recordingFailed", shape: "over" };
    default:
      return null;
  }
}

function transferLine(item: TimelineItem, agent: { agent: string }): Line {
  switch (text(item, "to")) {
    case "agent":
      return {
        key: "story.handed",
        shape: "talking",
        params: { ...agent, colleague: text(item, "colleague") },
      };
    case "queue":
      return { key: "story.sentToQueue", shape: "told", params: { ...agent, queue: text(item, "queue") } };
    case "flow":
      return { key: "story.sentToFlow", shape: "told", params: agent };
    default:
      return { key: "story.handedOutside", shape: "told", params: agent };
  }
}

function modeOf(item: TimelineItem): "listens" | "whispers" | "joins" {
  const mode = text(item, "mode");
  return mode === "whisper" ? "whispers" : mode === "join" ? "joins" : "listens";
}

function waitLine(item: TimelineItem): Line {
  const told = { params: { queue: text(item, "queue") }, spans: { time: amount(item, "waited_ms") } };
  switch (text(item, "result")) {
    case "answered":
      return { key: "story.waited", shape: "within", ...told };
    case "abandoned":
      return { key: "story.gaveUp", shape: "near", ...told };
    case "no_agents":
      return { key: "story.nobodyThere", shape: "near", ...told };
    default:
      return { key: "story.leftQueue", shape: "told", ...told };
  }
}

function isSameOffer(one: TimelineItem, other: TimelineItem): boolean {
  return text(one, "offer_id") === text(other, "offer_id");
}

function offerLine(item: TimelineItem, made: TimelineItem | undefined): Line | null {
  const told = {
    params: { agent: text(item, "agent") },
    spans: { time: amount(item, "after_ms") },
    reasons: made?.reasons ?? [],
  };
  switch (text(item, "result")) {
    case "accepted":
      return { key: "story.answered", shape: "talking", ...told };
    case "missed":
      return { key: "story.missed", shape: "near", ...told };
    case "declined":
      return { key: "story.declined", shape: "near", ...told };
    case "failed":
      return { key: "story.unreachable", shape: "near", ...told };
    default:
      return null;
  }
}

function endLine(item: TimelineItem, before: readonly TimelineItem[]): Line {
  const result = text(item, "result");
  if (
    result === "blocked" ||
    result === "unknown_number" ||
    result === "rejected" ||
    result === "failed" ||
    result === "closed" ||
    result === "callback_asked"
  )
    return { key: `story.end_${result}`, shape: "ended" };
  const talk = before.findLast(({ type }) => type === "segment.started");
  if (text(item, "ended_by") === "agent" && talk !== undefined)
    return { key: "story.agentEnded", shape: "ended", params: { agent: text(talk, "agent") } };
  if (text(item, "ended_by") === "caller" && wentOut(before))
    return { key: "story.customerEnded", shape: "ended" };
  return { key: text(item, "ended_by") === "caller" ? "story.callerEnded" : "story.ended", shape: "ended" };
}

/** The holds of a conversation. */
export function holdsOf(items: readonly TimelineItem[]): Stretch[] {
  return stretchesOf(items, "call.hold_started", "call.hold_ended");
}

/** When nothing was recorded though the recording ran. */
export function pausesOf(items: readonly TimelineItem[]): Stretch[] {
  return stretchesOf(items, "recording.paused", "recording.resumed");
}

function stretchesOf(items: readonly TimelineItem[], begin: string, end: string): Stretch[] {
  const found: Stretch[] = [];
  for (const { type, at } of items) {
    const last = found.at(-1);
    // A pause may be asked for anew while it lasts.
    if (type === begin && last?.to !== null) found.push({ from: at, to: null });
    else if (last?.to === null && (type === end || type === "segment.ended")) last.to = at;
  }
  return found;
}
