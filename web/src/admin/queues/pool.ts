/** Whom a queue's rings let in, and what nobody can mean by them: the server's rules (routing/rules.py), for a form that is not saved yet. */
import type { Group, Queue, QueueRing, User } from "@/protocol/configuration";

export type Ring = QueueRing;
export type Opening = Pick<
  Queue,
  "project_id" | "needs" | "teams" | "sites" | "rings" | "language_level" | "in_site_hours"
>;

export const NEW_RING: Ring = {
  after_s: 30,
  pressure: null,
  levels_less: 0,
  teams: [],
  sites: [],
  groups: [],
  lenders: [],
  any_language: false,
  in_site_hours: false,
};

export type RingFault = "ring_never_opens" | "ring_opens_sooner" | "ring_asks_more" | "pressure_never_closes";

/** What is wrong with each ring, by its number from 1. */
export function faultsOfRings(rings: readonly Ring[]): Map<number, RingFault> {
  const faults = new Map<number, RingFault>();
  let age = 0;
  let less = 0;
  rings.forEach(({ after_s, pressure, levels_less }, index) => {
    const fault =
      after_s === null && pressure === null
        ? "ring_never_opens"
        : after_s !== null && after_s < age
          ? "ring_opens_sooner"
          : pressure !== null && neverCloses(pressure)
            ? "pressure_never_closes"
            : levels_less < less
              ? "ring_asks_more"
              : null;
    if (fault !== null) faults.set(index + 1, fault);
    age = Math.max(age, after_s ?? 0);
    less = Math.max(less, levels_less);
  });
  return faults;
}

function neverCloses({ measure, opens_at, closes_at }: NonNullable<Ring["pressure"]>): boolean {
  return measure === "service_level" ? closes_at <= opens_at : closes_at >= opens_at;
}

/** How many agents count for each ring, the queue's own people first: each for the innermost that admits it. Of a language, who speaks any
 * well enough counts: callers speak this or that. Hours of sites change by the hour, and are left aside. */
export function poolOf(queue: Opening, users: readonly User[], groups: readonly Group[]): number[] {
  const home: Ring = { ...NEW_RING, after_s: 0, teams: queue.teams, sites: queue.sites };
  const rings = [home, ...queue.rings];
  const counts = rings.map(() => 0);
  for (const user of users) {
    if (user.agent_id === null || user.disabled) continue;
    const reserves = groups.filter((group) => isMember(group, user)).map(({ group_id }) => group_id);
    const ring = rings.findIndex((each) => admits(each, user, reserves, queue));
    if (ring >= 0) counts[ring] = (counts[ring] ?? 0) + 1;
  }
  return counts;
}

function isMember({ agent_ids, team_ids }: Group, { agent_id, team_id }: User): boolean {
  return agent_ids.includes(agent_id ?? "") || (team_id !== null && team_ids.includes(team_id));
}

function admits(ring: Ring, user: User, reserves: readonly string[], queue: Opening): boolean {
  const able = queue.needs.every(
    ({ skill_id, level }) => (user.skills[skill_id] ?? 0) >= Math.max(1, level - ring.levels_less),
  );
  if (!able) return false;
  const least = Math.max(1, (queue.language_level ?? 1) - ring.levels_less);
  if (queue.language_level !== null && !ring.any_language)
    if (!Object.values(user.languages).some((level) => level >= least)) return false;
  if (reserves.length > 0) return reserves.some((group) => ring.groups.includes(group));
  if (user.project_ids.length > 0 && !user.project_ids.includes(queue.project_id))
    return user.project_ids.some((project) => ring.lenders.includes(project));
  if (ring.teams.length > 0 && !ring.teams.includes(user.team_id ?? "")) return false;
  return ring.sites.length === 0 || ring.sites.includes(user.site_id ?? "");
}
