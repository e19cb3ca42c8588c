import type { AgentView, QueueView } from "@/protocol/frames";
import type { StateName } from "@/ui";

export type Level = Extract<StateName, "within" | "near" | "over">;

/** The board's limits. They are shown under "Rules", in these very figures. */
export const RULES = {
  /** Service level this far below its target (a share) is still only near. */
  serviceLevelNear: 0.05,
  /** A wait past the queue's threshold is near; past this many thresholds it is over. */
  waitOverTargets: 3,
  abandonTarget: 0.05,
  abandonOver: 0.08,
  /** Share of signed-in people at work from which it is near, and over. */
  busyCap: 0.88,
  busyOver: 0.95,
  /** Fewer calls or people than these prove nothing. */
  callsAtLeast: 10,
  peopleAtLeast: 3,
  holdNearSeconds: 45,
  holdOverSeconds: 60,
} as const;

export interface Share {
  part: number;
  whole: number;
}

export function shareOf({ part, whole }: Share): number | null {
  return whole > 0 ? part / whole : null;
}

/** Sums over queues. Counts add; shares are made of the sums, never of the queues' shares. */
export interface Totals {
  waiting: number;
  offered: number;
  answered: number;
  serviceLevel: Share;
  abandoned: Share;
  /** Of the queues that took calls, weighted by them; of all, evenly, before the first call. */
  serviceLevelTarget: number;
  /** The one threshold of all queues, or null when they differ. */
  targetSeconds: number | null;
}

export function totalsOf(queues: readonly QueueView[]): Totals {
  const sum = (pick: (queue: QueueView) => number) => queues.reduce((total, queue) => total + pick(queue), 0);
  const offered = sum((queue) => queue.offered);
  const weighted = sum((queue) => queue.service_level_target * (offered > 0 ? queue.offered : 1));
  const targets = new Set(queues.map((queue) => queue.target_s));
  return {
    waiting: sum((queue) => queue.waiting),
    offered,
    answered: sum((queue) => queue.answered),
    serviceLevel: {
      part: sum((queue) => queue.answered_in_target),
      whole: sum((queue) => queue.answered + queue.abandoned),
    },
    abandoned: { part: sum((queue) => queue.abandoned), whole: offered },
    serviceLevelTarget: weighted / Math.max(1, offered > 0 ? offered : queues.length),
    targetSeconds: targets.size === 1 ? (queues[0]?.target_s ?? null) : null,
  };
}

/** The queue whose first caller has waited longest. */
export function longestWaiting(queues: readonly QueueView[]): QueueView | undefined {
  return queues
    .filter((queue) => queue.longest_since !== null)
    .reduce<QueueView | undefined>(
      (oldest, queue) => (oldest === undefined || moment(queue) < moment(oldest) ? queue : oldest),
      undefined,
    );
}

function moment(queue: QueueView): number {
  return queue.longest_since === null ? Infinity : Date.parse(queue.longest_since);
}

/** Limits of a queue's waits, seconds. */
export function waitLimits(queue: Pick<QueueView, "target_s">): { nearSeconds: number; overSeconds: number } {
  return { nearSeconds: queue.target_s, overSeconds: queue.target_s * RULES.waitOverTargets };
}

/** More is better: at the target or above it is within. */
export function serviceLevelLevel(level: number, target: number): Level {
  if (level >= target - 1e-9) return "within";
  return level >= target - RULES.serviceLevelNear - 1e-9 ? "near" : "over";
}

/** Less is better. */
export function upTo(value: number, target: number, over: number): Level {
  if (value <= target) return "within";
  return value <= over ? "near" : "over";
}

/** How a queue's service level stands; null while too few calls prove anything. */
export function servedLevel(queue: QueueView): Level | null {
  if (queue.service_level === null || queue.answered + queue.abandoned < RULES.callsAtLeast) return null;
  return serviceLevelLevel(queue.service_level, queue.service_level_target);
}

/** How a queue's share of abandoned calls stands; null while too few calls prove anything. */
export function abandonedLevel({ abandoned, offered }: QueueView): Level | null {
  if (offered < RULES.callsAtLeast) return null;
  return upTo(abandoned / offered, RULES.abandonTarget, RULES.abandonOver);
}

/** How busy people are together; null while too few are at work. */
export function busyLevel({ part, whole }: Share): Level | null {
  return whole < RULES.peopleAtLeast ? null : upTo(part / whole, RULES.busyCap, RULES.busyOver);
}

/** An agent's whole state, as one of the seven. */
export function stateOf(agent: Pick<AgentView, "presence" | "activity" | "guest">): StateName {
  switch (agent.activity) {
    case "wrapping_up":
      return "wrapup";
    case "resting": // kept from calls for a while
    case "idle":
      if (agent.activity === "resting" && agent.presence === "ready") return "notready";
      return agent.presence === "not_ready" ? "notready" : agent.presence;
    case "consulting":
      return agent.guest === true ? "talking" : "hold";
    default:
      return agent.activity;
  }
}

/** The order of the bar, the legend and the tiles: who needs an eye first. */
export const PEOPLE_ORDER = [
  "hold",
  "offered",
  "ready",
  "talking",
  "wrapup",
  "notready",
  "offline",
] as const satisfies readonly StateName[];
export type PersonState = (typeof PEOPLE_ORDER)[number];

/** States with a call in hand, or its wrap-up. */
export const BUSY: readonly PersonState[] = ["hold", "offered", "talking", "wrapup"];

export function headcount(agents: readonly AgentView[]): Record<PersonState, number> {
  const count = Object.fromEntries(PEOPLE_ORDER.map((state) => [state, 0])) as Record<PersonState, number>;
  for (const agent of agents) count[stateOf(agent) as PersonState] += 1;
  return count;
}

/** Of the people who could take a call or have one: the share that has one (or is writing it up). */
export function busyShare(count: Record<PersonState, number>): Share {
  const busy = BUSY.reduce((sum, state) => sum + count[state], 0);
  return { part: busy, whole: busy + count.ready };
}
