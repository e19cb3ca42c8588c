import type { components } from "@/protocol/api.gen";

type Schemas = components["schemas"];

export type Question = Schemas["WhatIfItem"];
export type Answered = Schemas["WhatIfView"];
export type Answer = Schemas["AnswerView"];
export type Told = Schemas["ToldView"];
export type Summary = Schemas["SummaryView"];
export type Estimate = Schemas["EstimateView"];
export type Changes = Schemas["WhatIfChanges"];
export type Policy = Schemas["WhatIfPolicy"]["code"] | typeof AS_IT_IS;
type Form = Schemas["WhatIfForm"];

/** By what the workspace and its queues choose. */
export const AS_IT_IS = "as_it_is";
export const POLICIES = [
  AS_IT_IS,
  "fcfs_alis",
  "ratio",
  "cost_rate",
  "fastest_first",
] as const satisfies Policy[];

/** So many more people of a queue from and to these times of the day ("HH:MM"). */
export interface MoreRow {
  queue: string | null;
  count: number;
  from: string;
  to: string;
}

/** One person's level of one skill; 0 takes it away. */
export interface SkillRow {
  agent: string | null;
  skill: string | null;
  level: number;
}

/** A queue lets people help who know so many levels less, from this age of a caller on. */
export interface RingRow {
  queue: string | null;
  afterS: number;
  levelsLess: number;
}

/** Within how many seconds a queue's callers should be answered. */
export interface TargetRow {
  queue: string | null;
  seconds: number;
}

export interface Draft {
  day: string;
  more: MoreRow[];
  without: string[];
  skills: SkillRow[];
  rings: RingRow[];
  targets: TargetRow[];
  policy: Policy;
}

export function emptyDraft(day: string): Draft {
  return { day, more: [], without: [], skills: [], rings: [], targets: [], policy: AS_IT_IS };
}

export const NEW_ROWS = {
  more: { queue: null, count: 1, from: "08:00", to: "18:00" } satisfies MoreRow,
  skills: { agent: null, skill: null, level: 5 } satisfies SkillRow,
  rings: { queue: null, afterS: 30, levelsLess: 1 } satisfies RingRow,
  targets: { queue: null, seconds: 20 } satisfies TargetRow,
};

/** Seconds of the day of "HH:MM". */
export function secondsOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return (hours * 60 + minutes) * 60;
}

/** "HH:MM" of a second of the day. */
export function timeOf(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** What is sent. Rows in which nothing is chosen yet say nothing. */
export function formOf(draft: Draft): Form {
  const rings: Changes["rings"] = {};
  for (const { queue, afterS, levelsLess } of draft.rings)
    if (queue !== null)
      (rings[queue] ??= []).push({
        after_s: afterS,
        pressure: null,
        levels_less: levelsLess,
        teams: [],
        sites: [],
        groups: [],
        lenders: [],
        any_language: false,
        in_site_hours: false,
      });
  const skills: Changes["skills"] = {};
  for (const { agent, skill, level } of draft.skills)
    if (agent !== null && skill !== null) (skills[agent] ??= {})[skill] = level;
  return {
    day: draft.day,
    runs: 20,
    changes: {
      more: draft.more.flatMap(({ queue, count, from, to }) =>
        queue === null ? [] : [{ queue_id: queue, count, from_s: secondsOf(from), to_s: secondsOf(to) }],
      ),
      without: draft.without,
      skills,
      rings,
      targets: Object.fromEntries(
        draft.targets.flatMap(({ queue, seconds }) => (queue === null ? [] : [[queue, seconds]])),
      ),
      policy: draft.policy === AS_IT_IS ? null : { code: draft.policy },
    },
  };
}

/** A question as it was asked, to be changed and asked again. */
export function draftOf({ day, changes }: Question): Draft {
  return {
    day,
    more: changes.more.map(({ queue_id, count, from_s, to_s }) => ({
      queue: queue_id,
      count,
      from: timeOf(from_s),
      to: timeOf(to_s),
    })),
    without: [...changes.without],
    skills: Object.entries(changes.skills ?? {}).flatMap(([agent, levels]) =>
      Object.entries(levels).map(([skill, level]) => ({ agent, skill, level })),
    ),
    rings: Object.entries(changes.rings ?? {}).flatMap(([queue, rings]) =>
      rings.map(({ after_s, levels_less }) => ({
        queue,
        afterS: after_s ?? 0,
        levelsLess: levels_less,
      })),
    ),
    targets: Object.entries(changes.targets ?? {}).map(([queue, seconds]) => ({ queue, seconds })),
    policy: changes.policy?.code ?? AS_IT_IS,
  };
}

/** How many things are otherwise than they were. */
export function changeCount(draft: Draft): number {
  const { more, without, skills, rings, targets, policy } = formOf(draft).changes;
  const levels = Object.values(skills ?? {}).reduce((sum, each) => sum + Object.keys(each).length, 0);
  const widened = Object.values(rings ?? {}).reduce((sum, each) => sum + each.length, 0);
  const others = more.length + without.length + Object.keys(targets ?? {}).length;
  return others + levels + widened + (policy === null ? 0 : 1);
}

export function isOver({ state }: Pick<Question, "state">): boolean {
  return state !== "queued" && state !== "running";
}
