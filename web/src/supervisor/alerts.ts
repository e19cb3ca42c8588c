import type { AgentView, AlertView, CallView, QueueView } from "@/protocol/frames";
import {
  abandonedLevel,
  busyLevel,
  busyShare,
  headcount,
  RULES,
  servedLevel,
  stateOf,
  waitLimits,
  type Level,
} from "./figures";

/** What needs a hand now. `code` has words in `alert.*`; the amounts stand in `params`. */
export interface Alert {
  id: string;
  code: string;
  level: "near" | "over";
  /** Since when the limit has been passed, or the state stands; null: a day's figure, which has no such moment. */
  since: string | null;
  params: Record<string, string | number>;
  /** Milliseconds that grow while the alert stands: shown in the first line. */
  running?: string;
  queueId?: string;
  agentId?: string;
  interactionId?: string;
}

interface Floor {
  queues: Readonly<Record<string, QueueView>>;
  agents: Readonly<Record<string, AgentView>>;
  calls: Readonly<Record<string, CallView>>;
  alerts: Readonly<Record<string, AlertView>>;
}

const LEVELS = { over: 0, near: 1 } as const;

/** Day's figures come after what waits now. */
const NO_MOMENT = "9999";

/** Sorted: over before near, the oldest first. */
export function alertsOf(floor: Floor, now: number): Alert[] {
  const found = [
    ...Object.values(floor.queues).flatMap((queue) => [...ofQueue(queue, now), ...ofFigures(queue)]),
    ...Object.values(floor.calls).flatMap((call) => ofCall(call, now)),
    ...Object.values(floor.agents).flatMap(ofAgent),
    ...ofEverybody(Object.values(floor.agents)),
    ...Object.values(floor.alerts).map(told),
  ];
  return found.sort(
    (a, b) =>
      LEVELS[a.level] - LEVELS[b.level] ||
      (a.since ?? NO_MOMENT).localeCompare(b.since ?? NO_MOMENT) ||
      a.id.localeCompare(b.id),
  );
}

/** The worst that is alerted under these codes: what a tile may be coloured by. */
export function worstOf(alerts: readonly Alert[], ...codes: readonly string[]): Level {
  const levels = alerts.filter(({ code }) => codes.includes(code)).map(({ level }) => level);
  return levels.includes("over") ? "over" : levels.includes("near") ? "near" : "within";
}

function isPast(level: Level | null): level is "near" | "over" {
  return level === "near" || level === "over";
}

/** Today's figures of a queue that are past their limits. */
function ofFigures(queue: QueueView): Alert[] {
  const common = { since: null, queueId: queue.queue_id };
  const found: Alert[] = [];
  const served = servedLevel(queue);
  if (isPast(served))
    found.push({
      ...common,
      id: `service:${queue.queue_id}`,
      code: "service_low",
      level: served,
      params: {
        queue: queue.name,
        calls: queue.answered + queue.abandoned,
        share: queue.service_level ?? 0,
        target: queue.service_level_target,
      },
    });
  const abandoned = abandonedLevel(queue);
  if (isPast(abandoned))
    found.push({
      ...common,
      id: `abandoned:${queue.queue_id}`,
      code: "abandoned_high",
      level: abandoned,
      params: {
        queue: queue.name,
        part: queue.abandoned,
        calls: queue.offered,
        share: queue.abandoned / queue.offered,
        target: RULES.abandonTarget,
      },
    });
  return found;
}

function ofEverybody(agents: readonly AgentView[]): Alert[] {
  const busy = busyShare(headcount(agents));
  const level = busyLevel(busy);
  if (!isPast(level)) return [];
  const share = busy.part / busy.whole;
  const params = { part: busy.part, whole: busy.whole, share, target: RULES.busyCap };
  return [{ id: "busy", code: "all_busy", level, since: null, params }];
}

function ofQueue(queue: QueueView, now: number): Alert[] {
  if (queue.longest_since === null || queue.waiting === 0) return [];
  const about = { queue: queue.name, waiting: queue.waiting };
  const common = { since: queue.longest_since, running: queue.longest_since, queueId: queue.queue_id };
  if (queue.staffed === 0)
    return [
      { ...common, id: `unstaffed:${queue.queue_id}`, code: "queue_unstaffed", level: "over", params: about },
    ];
  const { nearSeconds, overSeconds } = waitLimits(queue);
  const waited = (now - Date.parse(queue.longest_since)) / 1000;
  if (waited < nearSeconds) return [];
  const level = waited >= overSeconds ? "over" : "near";
  const params = { ...about, limit_ms: (level === "over" ? overSeconds : nearSeconds) * 1000 };
  return [{ ...common, id: `wait:${queue.queue_id}`, code: "queue_waiting", level, params }];
}

function ofCall(call: CallView, now: number): Alert[] {
  const about = {
    agent: call.agent_name ?? "",
    queue: call.queue_name ?? "",
    reference: call.short_ref,
  };
  const whose = {
    interactionId: call.interaction_id,
    ...(call.agent_id === null ? {} : { agentId: call.agent_id }),
  };
  if (call.state === "lost")
    return [
      {
        id: `lost:${call.interaction_id}`,
        code: "agent_lost",
        level: "over",
        since: call.since,
        running: call.since,
        params: about,
        ...whose,
      },
    ];
  return [...ofHand(call, about, whose), ...ofHold(call, about, whose, now)];
}

type About = Record<string, string>;
type Whose = Pick<Alert, "interactionId" | "agentId">;

/** The agent asks for help: now, however long that is ago. */
function ofHand(call: CallView, about: About, whose: Whose): Alert[] {
  if (call.hand_since === null) return [];
  const since = { since: call.hand_since, running: call.hand_since };
  return [
    {
      id: `hand:${call.interaction_id}`,
      code: "hand_raised",
      level: "over",
      params: about,
      ...since,
      ...whose,
    },
  ];
}

function ofHold(call: CallView, about: About, whose: Whose, now: number): Alert[] {
  if (call.hold_since === null) return [];
  const held = (now - Date.parse(call.hold_since)) / 1000;
  if (held < RULES.holdNearSeconds) return [];
  return [
    {
      id: `hold:${call.interaction_id}`,
      code: "long_hold",
      level: held >= RULES.holdOverSeconds ? "over" : "near",
      since: call.hold_since,
      running: call.hold_since,
      params: { ...about, limit_ms: RULES.holdOverSeconds * 1000 },
      ...whose,
    },
  ];
}

/** Reasons that Ringwell itself gave: a person was paused and may not have noticed. */
const PAUSED: Readonly<Record<string, string>> = {
  missed_calls: "agent_paused_missed",
  phone_lost: "agent_paused_phone",
};

function ofAgent(agent: AgentView): Alert[] {
  const about = { agent: agent.name, misses: agent.misses };
  const common = { since: agent.since, params: about, agentId: agent.agent_id };
  const paused = agent.presence === "not_ready" ? PAUSED[agent.reason ?? ""] : undefined;
  if (paused !== undefined && agent.activity === "idle")
    return [{ ...common, id: `paused:${agent.agent_id}`, code: paused, level: "near" }];
  if (stateOf(agent) === "ready" && !agent.phone)
    return [{ ...common, id: `phone:${agent.agent_id}`, code: "agent_without_phone", level: "near" }];
  return [];
}

function told(alert: AlertView): Alert {
  const params = Object.fromEntries(
    Object.entries(alert.params).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === "string" || typeof entry[1] === "number",
    ),
  );
  return {
    id: alert.alert_id,
    code: alert.code,
    level: alert.level === "over" ? "over" : "near",
    since: alert.since,
    params,
  };
}
