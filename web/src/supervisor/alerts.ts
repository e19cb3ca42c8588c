import type { AgentView, AlertView, CallView, QueueView } from "@/protocol/frames";
import { RULES, stateOf, waitLimits } from "./figures";

/** What needs a hand now. `code` has words in `alert.*`; the amounts stand in `params`. */
export interface Alert {
  id: string;
  code: string;
  level: "near" | "over";
  /** Since when the limit has been passed, or the state stands. */
  since: string;
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

/** Sorted: over before near, the oldest first. */
export function alertsOf(floor: Floor, now: number): Alert[] {
  const found = [
    ...Object.values(floor.queues).flatMap((queue) => ofQueue(queue, now)),
    ...Object.values(floor.calls).flatMap((call) => ofCall(call, now)),
    ...Object.values(floor.agents).flatMap(ofAgent),
    ...Object.values(floor.alerts).map(told),
  ];
  return found.sort(
    (a, b) => LEVELS[a.level] - LEVELS[b.level] || a.since.localeCompare(b.since) || a.id.localeCompare(b.id),
  );
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
