import type { FlowDocument, FlowNode } from "@/protocol/configuration";
import { same } from "../../kit/draft";

/** What two documents have otherwise: steps by name, and whether anything beside the steps differs. Where steps stand does not count. */
export interface Difference {
  added: string[];
  removed: string[];
  changed: string[];
  /** Name, language or start. */
  whole: boolean;
}

export function differenceOf(from: FlowDocument, to: FlowDocument): Difference {
  const before = Object.keys(from.nodes);
  return {
    added: Object.keys(to.nodes).filter((id) => !(id in from.nodes)),
    removed: before.filter((id) => !(id in to.nodes)),
    changed: before.filter((id) => id in to.nodes && !sameNode(from.nodes[id], to.nodes[id])),
    whole: !same(headOf(from), headOf(to)),
  };
}

export function isNothing({ added, removed, changed, whole }: Difference): boolean {
  return !whole && added.length + removed.length + changed.length === 0;
}

export function countOf({ added, removed, changed, whole }: Difference): number {
  return added.length + removed.length + changed.length + (whole ? 1 : 0);
}

function headOf({ start, language, name }: FlowDocument): unknown {
  return [start, language, name ?? ""];
}

/** Fields in whatever order; the server writes them in its own, leaves out what is usual, and adds which sounds it has made. */
function sameNode(one: FlowNode | undefined, other: FlowNode | undefined): boolean {
  return same(sorted(one), sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([name, each]) => each !== null && each !== undefined && each !== "" && !isPinned(name, each),
  );
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, sorted(each)]),
  );
}

function isPinned(name: string, value: unknown): boolean {
  return name === "sounds" && typeof value === "object";
}

/** Whether a published flow still says what one of the workspace's prompts said before it was changed. */
export function saysOlder(
  flow: FlowDocument,
  prompts: ReadonlyMap<string, { said: Readonly<Record<string, { sound: string }>> }>,
): boolean {
  return Object.values(flow.nodes).some((node) =>
    (node.prompts ?? []).some(({ own, sounds }) =>
      Object.entries(prompts.get(own ?? "")?.said ?? {}).some(
        ([language, { sound }]) => sounds?.[language] !== undefined && sounds[language] !== sound,
      ),
    ),
  );
}

export interface Merged {
  document: FlowDocument;
  /** Steps that both have changed, and otherwise: mine stand in the document. */
  both: string[];
}

/** Mine and theirs, which both began from `base`: what one of us changed is as that one has it, what both changed is mine. */
export function merged(base: FlowDocument, mine: FlowDocument, theirs: FlowDocument): Merged {
  const nodes: Record<string, FlowNode> = {};
  const both: string[] = [];
  const names = new Set([...Object.keys(theirs.nodes), ...Object.keys(mine.nodes)]);
  for (const id of names) {
    const [was, ours, others] = [base.nodes[id], mine.nodes[id], theirs.nodes[id]];
    const changedByMe = !sameNode(was, ours);
    const changedByThem = !sameNode(was, others);
    if (changedByMe && changedByThem && !sameNode(ours, others)) both.push(id);
    // A step that one of us took away and the other changed stays: nothing is lost.
    const chosen = changedByMe ? (ours ?? (changedByThem ? others : undefined)) : others;
    if (chosen !== undefined) nodes[id] = chosen;
  }
  const head = same(headOf(base), headOf(mine)) ? theirs : mine;
  const layout = { ...theirs.layout, ...changedSpots(base, mine) };
  const kept = Object.fromEntries(Object.entries(layout).filter(([id]) => id in nodes));
  return { document: { ...head, nodes, layout: kept }, both };
}

function changedSpots(base: FlowDocument, mine: FlowDocument): NonNullable<FlowDocument["layout"]> {
  const moved = Object.entries(mine.layout ?? {}).filter(([id, spot]) => !same(base.layout?.[id], spot));
  return Object.fromEntries(moved);
}
