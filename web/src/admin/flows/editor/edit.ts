import type { FlowDocument, FlowNode } from "@/protocol/configuration";
import { waysOf, type Way } from "../steps";
import type { KindName } from "./kind";
import { kindOf, KINDS } from "./kinds";

/** Where a step stands: left, top. */
export type Spot = [number, number];

/** Every way out of a step, those that lead nowhere yet with an empty target. */
export function outlets(node: FlowNode): Way[] {
  const led = waysOf(node);
  const missing = kindOf(node).ways.filter((label) => led.every((way) => way.label !== label));
  return [...led, ...missing.map((label) => ({ label, target: "" }))];
}

/** The step with one of its ways leading elsewhere; "" takes an optional way back. */
export function withWay(node: FlowNode, label: string, target: string): FlowNode {
  const [list, place] = label.split(".");
  if (list === "keys" && place !== undefined) return { ...node, keys: { ...node.keys, [place]: target } };
  if (list === "ways" || list === "shares") {
    const index = Number(place);
    const ways = (node[list] ?? []) as { next: string }[];
    return { ...node, [list]: ways.map((way, at) => (at === index ? { ...way, next: target } : way)) };
  }
  const optional = kindOf(node).optional?.includes(label) === true;
  if (target === "" && optional)
    return { ...without(node, label), ...(label === "on_timeout" && { max_wait_seconds: null }) };
  const waits = label === "on_timeout" && node.max_wait_seconds == null;
  return { ...node, [label]: target, ...(waits && { max_wait_seconds: 60 }) };
}

function without(node: FlowNode, label: string): FlowNode {
  return Object.fromEntries(Object.entries(node).filter(([name]) => name !== label)) as unknown as FlowNode;
}

/** A name for a new step: `menu`, `menu-2` ... */
export function freshId(document: FlowDocument, kind: string): string {
  if (!(kind in document.nodes)) return kind;
  let number = 2;
  while (`${kind}-${number}` in document.nodes) number += 1;
  return `${kind}-${number}`;
}

export function setNode(document: FlowDocument, id: string, node: FlowNode): FlowDocument {
  return { ...document, nodes: { ...document.nodes, [id]: node } };
}

export function moved(document: FlowDocument, spots: Readonly<Record<string, Spot>>): FlowDocument {
  const rounded = Object.entries(spots).map(([id, [x, y]]) => [id, [Math.round(x), Math.round(y)]]);
  return {
    ...document,
    layout: { ...document.layout, ...(Object.fromEntries(rounded) as Record<string, Spot>) },
  };
}

/** A new step, and the way that leads to it from `from`: the named one, or its first that leads nowhere. */
export function added(
  document: FlowDocument,
  kind: KindName,
  spot: Spot,
  from?: { id: string; label?: string | undefined },
): { document: FlowDocument; id: string } {
  const id = freshId(document, kind);
  let next = moved(setNode(document, id, KINDS[kind].begin()), { [id]: spot });
  const before = from === undefined ? undefined : next.nodes[from.id];
  if (from !== undefined && before !== undefined) {
    const label = from.label ?? outlets(before).find(({ target }) => target === "")?.label;
    if (label !== undefined) next = setNode(next, from.id, withWay(before, label, id));
  }
  if (!(next.start in next.nodes)) next = { ...next, start: id };
  return { document: next, id };
}

/** Without these steps; the ways that led to them lead nowhere. */
export function removed(document: FlowDocument, ids: ReadonlySet<string>): FlowDocument {
  const kept = Object.entries(document.nodes).filter(([id]) => !ids.has(id));
  const nodes = kept.map(([id, node]): [string, FlowNode] => [
    id,
    waysOf(node)
      .filter(({ target }) => ids.has(target))
      .reduce((now, { label }) => withWay(now, label, ""), node),
  ]);
  const layout = Object.entries(document.layout ?? {}).filter(([id]) => !ids.has(id));
  return { ...document, nodes: Object.fromEntries(nodes), layout: Object.fromEntries(layout) };
}

/** What is copied: steps with where they stand. */
export interface Clip {
  nodes: Record<string, FlowNode>;
  layout: Record<string, Spot>;
}

export function copied(
  document: FlowDocument,
  ids: ReadonlySet<string>,
  spots: Readonly<Record<string, Spot>>,
): Clip {
  const chosen = [...ids].flatMap((id) => {
    const node = document.nodes[id];
    return node === undefined ? [] : [[id, node] as const];
  });
  return {
    nodes: Object.fromEntries(chosen),
    layout: Object.fromEntries(chosen.map(([id]) => [id, spots[id] ?? [0, 0]])),
  };
}

export function isClip(value: unknown): value is Clip {
  if (typeof value !== "object" || value === null) return false;
  const { nodes, layout } = value as Partial<Clip>;
  return (
    typeof nodes === "object" &&
    typeof layout === "object" &&
    Object.values(nodes).every(
      (node) => typeof (node as unknown) === "object" && typeof node.type === "string",
    )
  );
}

/** The copied steps under new names, a little aside; ways among them lead among them, others as before where that step is here. */
export function pasted(document: FlowDocument, clip: Clip): { document: FlowDocument; ids: string[] } {
  let next = document;
  const names = new Map<string, string>();
  for (const [id, node] of Object.entries(clip.nodes)) {
    const name = freshId(next, id.replace(/-\d+$/, "") || node.type);
    names.set(id, name);
    next = setNode(next, name, node);
  }
  for (const [id, name] of names) {
    const node = clip.nodes[id];
    if (node === undefined) continue;
    const led = waysOf(node).reduce((now, { label, target }) => {
      const to = names.get(target) ?? (target in document.nodes ? target : "");
      return withWay(now, label, to);
    }, node);
    const [x, y] = clip.layout[id] ?? [0, 0];
    next = moved(setNode(next, name, led), { [name]: [x + 40, y + 40] });
  }
  return { document: next, ids: [...names.values()] };
}

/** A step under another name, and all ways to it; the same document where the name is taken. */
export function renamed(document: FlowDocument, from: string, to: string): FlowDocument {
  if (from === to || to in document.nodes || to === "") return document;
  const name = (id: string): string => (id === from ? to : id);
  const nodes = Object.entries(document.nodes).map(([id, node]): [string, FlowNode] => [
    name(id),
    waysOf(node)
      .filter(({ target }) => target === from)
      .reduce((now, { label }) => withWay(now, label, to), node),
  ]);
  const layout = Object.entries(document.layout ?? {}).map(([id, spot]) => [name(id), spot]);
  return {
    ...document,
    start: name(document.start),
    nodes: Object.fromEntries(nodes),
    layout: Object.fromEntries(layout) as Record<string, Spot>,
  };
}
