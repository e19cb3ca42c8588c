import { MarkerType, Position, type Edge, type NodeHandle } from "@xyflow/react";
import type { FlowDocument, FlowNode, FlowProblem, FlowTraffic } from "@/protocol/configuration";
import { waysOf } from "../steps";
import { outlets, type Spot } from "./edit";
import { CROWD, MANY_WAYS } from "./inSight";
import { HEIGHT, WIDTH } from "./layout";
import type { Outlet, StepNode } from "./NodeCard";

export interface Counts {
  calls: number;
  ways: ReadonlyMap<string, number>;
  came: ReadonlyMap<string, number>;
  here: ReadonlyMap<string, number>;
  left: ReadonlyMap<string, number>;
}

/** Between a step that leads into another flow and the steps in there. */
const INSIDE = "/";

function outer(id: string): string {
  return id.split(INSIDE)[0] ?? id;
}

/** The traffic by the steps of this drawing: what happened within a flow that a step leads into counts at that step. */
export function countsOf(traffic: FlowTraffic): Counts {
  const ways = new Map<string, number>();
  const came = new Map<string, number>();
  for (const { origin, way, target, calls } of traffic.ways) {
    const [from, to] = [outer(origin), outer(target)];
    if (from === to && (origin.includes(INSIDE) || target.includes(INSIDE))) continue;
    const label = origin.includes(INSIDE) ? "next" : way;
    raise(ways, wayKey(from, label), calls);
    raise(came, to, calls);
  }
  const [here, left] = [new Map<string, number>(), new Map<string, number>()];
  for (const each of traffic.nodes) {
    raise(here, outer(each.node), each.here);
    raise(left, outer(each.node), each.left);
  }
  return { calls: traffic.calls, ways, came, here, left };
}

function raise(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

export function wayKey(from: string, label: string): string {
  return `${from} ${label}`;
}

/** A trail of the interpreter (node, way, node ...) as the steps and ways of this drawing. */
export function litBy(trail: readonly string[]): { steps: ReadonlySet<string>; ways: ReadonlySet<string> } {
  const steps = new Set<string>();
  const ways = new Set<string>();
  for (let at = 0; at + 2 < trail.length; at += 2) {
    const [from, way, to] = [trail[at] ?? "", trail[at + 1] ?? "", trail[at + 2] ?? ""];
    if (from !== "") steps.add(outer(from));
    steps.add(outer(to));
    if (outer(from) !== outer(to)) ways.add(wayKey(outer(from), from.includes(INSIDE) ? "next" : way));
  }
  return { steps, ways };
}

interface Shown {
  document: FlowDocument;
  spots: Readonly<Record<string, Spot>>;
  problems: readonly FlowProblem[];
  counts: Counts | null;
  lit: { steps: ReadonlySet<string>; ways: ReadonlySet<string> } | null;
  found: ReadonlySet<string>;
  title: (node: FlowNode) => string;
  summary: (node: FlowNode) => string;
  word: (node: FlowNode, label: string) => string;
  share: (part: number, whole: number) => string;
}

/** The steps as the canvas takes them. */
export function stepsShown(shown: Shown): StepNode[] {
  const { document, spots, problems, counts, lit, found, title, summary, word, share } = shown;
  const faults = new Map<string, "error" | "warning">();
  for (const { node, severity } of problems)
    if (node !== null && faults.get(node) !== "error") faults.set(node, severity);
  const crowds = crowdsOf(document);
  return Object.entries(document.nodes).map(([id, node]) => {
    const [x, y] = spots[id] ?? [0, 0];
    const out = outlets(node).map(({ label, target }) => {
      const name = word(node, label);
      if (!(target in document.nodes)) return { label, word: name, says: name, open: true };
      const calls = counts === null ? "" : String(counts.ways.get(wayKey(id, label)) ?? 0);
      const says = [label === "next" ? "" : name, calls].filter((part) => part !== "").join(" · ");
      return { label, word: name, says, open: false };
    });
    const left = counts?.left.get(id) ?? 0;
    return {
      id,
      type: "step",
      position: { x, y },
      width: WIDTH,
      height: HEIGHT,
      handles: dotsOf(out),
      ariaLabel: `${title(node)}: ${summary(node)}`,
      data: {
        id,
        node,
        title: title(node),
        summary: summary(node),
        outlets: out,
        waysIn: crowds.get(id) ?? 0,
        isStart: document.start === id,
        fault: faults.get(id) ?? null,
        here: counts?.here.get(id) ?? 0,
        left,
        leftShare: share(left, counts?.came.get(id) ?? 0),
        lit: lit?.steps.has(id) ?? false,
        found: found.has(id),
      },
    };
  });
}

const DOT = 10;

/** Where a card's dots are, so that a step out of sight need not be drawn to be known. */
function dotsOf(out: readonly Outlet[]): NodeHandle[] {
  const dot = { width: DOT, height: DOT };
  return [
    { ...dot, type: "target", position: Position.Top, x: (WIDTH - DOT) / 2, y: -DOT / 2 },
    ...out.map(({ label }, index): NodeHandle => ({
      ...dot,
      id: label,
      type: "source",
      position: Position.Bottom,
      x: ((index + 1) / (out.length + 1)) * WIDTH - DOT / 2,
      y: HEIGHT - DOT / 2,
    })),
  ];
}

/** In a large drawing, how many ways lead to a step that more lead to than are drawn. */
function crowdsOf({ nodes }: FlowDocument): ReadonlyMap<string, number> {
  const targets = Object.values(nodes).flatMap((node) => waysOf(node).map(({ target }) => target));
  const counts = new Map<string, number>();
  if (targets.length <= MANY_WAYS) return counts;
  for (const target of targets) raise(counts, target, 1);
  return new Map([...counts].filter(([, count]) => count > CROWD));
}

/** The ways as the canvas takes them, as wide as their share of the calls. Their words stand at the steps that they leave. */
export function waysShown({ document, counts, lit, word }: Shown): Edge[] {
  return Object.entries(document.nodes).flatMap(([id, node]) =>
    waysOf(node).flatMap(({ label, target }): Edge[] => {
      if (!(target in document.nodes)) return [];
      const calls = counts?.ways.get(wayKey(id, label));
      const share = counts === null || counts.calls === 0 ? 0 : (calls ?? 0) / counts.calls;
      const isLit = lit?.ways.has(wayKey(id, label)) === true;
      return [
        {
          id: `${id} ${label}`,
          source: id,
          sourceHandle: label,
          target,
          type: "smoothstep",
          ariaLabel: `${id}: ${word(node, label)} → ${target}`,
          className: isLit ? "lit" : "",
          style: { strokeWidth: counts === null ? 1.5 : 1 + 5 * Math.sqrt(Math.min(1, share)) },
          markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, markerUnits: "userSpaceOnUse" },
        },
      ];
    }),
  );
}
