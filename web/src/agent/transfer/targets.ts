import { fitsTyped, type BookEntry } from "@/phonebook/data";
import type { components } from "@/protocol/api.gen";
import type { Target } from "./useTransfer";

type Schemas = components["schemas"];
export type TransferTargets = Schemas["TransferTargets"];
export type TargetAgent = Schemas["TargetAgent"];
export type TargetQueue = Schemas["TargetQueue"];

/** One line of the list: whom to call (`ask`) and where to let the caller go (`send`, `front`), as far as that can be done now. */
export interface Entry {
  key: string;
  kind: "agent" | "queue" | "flow" | "number";
  name: string;
  agent?: TargetAgent;
  queue?: TargetQueue;
  ask?: Target;
  send?: Target;
  front?: Target;
}

const MOST_BOOKED = 20;
const NUMBER = /^\+?[\d\s()-]{3,20}$/;

/** What fits the typed words, people first (who cannot come now, last): by name, by skill, or the number itself. */
export function entriesOf(
  targets: TransferTargets | undefined,
  typed: string,
  skills: ReadonlyMap<string, { name: string }>,
  book: readonly BookEntry[] = [],
): Entry[] {
  const words = typed.trim().toLowerCase();
  const people = targets?.colleagues.map(ofAgent) ?? [];
  const all: Entry[] = [
    ...people.filter(({ ask }) => ask !== undefined),
    ...(targets?.queues.map(ofQueue) ?? []),
    ...(targets?.flows.map(({ flow_id, name }): Entry => ({
      key: flow_id,
      kind: "flow",
      name,
      send: { flow_id },
    })) ?? []),
    ...people.filter(({ ask }) => ask === undefined),
  ];
  const fits = ({ name, agent }: Entry): boolean =>
    [name, ...Object.keys(agent?.skills ?? {}).map((id) => skills.get(id)?.name ?? "")].some((text) =>
      text.toLowerCase().includes(words),
    );
  const booked =
    words === "" || targets?.outside !== true ? [] : book.filter((each) => fitsTyped(each, typed));
  return [...ofNumber(targets, typed), ...all.filter(fits), ...booked.slice(0, MOST_BOOKED).map(ofBook)];
}

function ofBook({ entry_id, name, number }: BookEntry): Entry {
  return { key: entry_id, kind: "number", name: `${name} · ${number}`, ask: { number }, send: { number } };
}

function ofAgent(agent: TargetAgent): Entry {
  const { agent_id: to_agent_id, name } = agent;
  const there = agent.presence !== "offline" && agent.phone && agent.activity === "idle";
  return {
    key: to_agent_id,
    kind: "agent",
    name,
    agent,
    ...(there && { ask: { to_agent_id } }),
    ...(there && agent.presence === "ready" && { send: { to_agent_id } }),
  };
}

function ofQueue(queue: TargetQueue): Entry {
  const { queue_id, name } = queue;
  return {
    key: queue_id,
    kind: "queue",
    name,
    queue,
    ...(queue.free > 0 && { ask: { queue_id } }),
    ...(queue.staffed > 0 && { send: { queue_id }, front: { queue_id, front: true } }),
  };
}

function ofNumber(targets: TransferTargets | undefined, typed: string): Entry[] {
  if (targets?.outside !== true || !NUMBER.test(typed.trim())) return [];
  const number = typed.replace(/[^+\d]/g, "");
  return [{ key: "number", kind: "number", name: number, ask: { number }, send: { number } }];
}
