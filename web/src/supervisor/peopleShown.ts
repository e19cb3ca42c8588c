import type { SkillNeed } from "@/protocol/configuration";
import type { AgentView } from "@/protocol/frames";
import { BUSY, PEOPLE_ORDER, stateOf, type PersonState } from "./figures";

export interface PeopleFilter {
  words: string;
  state: PersonState | "busy" | null;
  /** People who have the skills of this queue, or one of its calls. */
  queueId: string | null;
}

/** Who is shown, in the order of states, then of names. `needs` are the chosen queue's; null when they are not known. */
export function peopleShown(
  agents: readonly AgentView[],
  filter: PeopleFilter,
  needs: readonly SkillNeed[] | null,
  compare: (a: string, b: string) => number,
): AgentView[] {
  const words = filter.words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const rank = (agent: AgentView) => PEOPLE_ORDER.indexOf(stateOf(agent) as PersonState);
  return agents
    .filter((agent) => isIn(filter.state, stateOf(agent) as PersonState))
    .filter((agent) => filter.queueId === null || serves(agent, filter.queueId, needs))
    .filter((agent) => {
      const text = `${agent.name} ${agent.with_name ?? ""}`.toLocaleLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => rank(a) - rank(b) || compare(a.name, b.name));
}

export function isIn(wanted: PeopleFilter["state"], state: PersonState): boolean {
  return wanted === null || wanted === state || (wanted === "busy" && BUSY.includes(state));
}

/** Has the queue's skills, or one of its calls. `needs` is null while they are not known. */
export function serves(agent: AgentView, queueId: string, needs: readonly SkillNeed[] | null): boolean {
  if (agent.queue_id === queueId) return true;
  return needs?.every(({ skill_id, level }) => (agent.skills[skill_id] ?? 0) >= level) ?? false;
}
