import type { FlowDocument, FlowNode } from "@/protocol/configuration";

/** One way out of a node: `label` as in the document (`next`, `keys.1`, `on_timeout`). */
export interface Way {
  label: string;
  target: string;
}

export interface Step {
  id: string;
  node: FlowNode;
  ways: Way[];
  /** Nobody can come here. */
  unreachable: boolean;
}

const SINGLE = [
  "next",
  "found",
  "not_found",
  "failed",
  "open",
  "closed",
  "default",
  "within",
  "otherwise",
  "on_zero",
  "on_nobody",
  "on_full",
  "on_timeout",
  "after",
  "no_answer",
  "busy",
  "not_there",
  "refused",
  "sent",
  "not_sent",
  "message",
  "call_back",
  "nobody",
  "declined",
  "not_possible",
] as const;

/** Every way out, in the order in which a reader wants them: keys first, then what happens otherwise. */
export function waysOf(node: FlowNode): Way[] {
  const keyed = Object.entries(node.keys ?? {}).map(([key, target]) => ({ label: `keys.${key}`, target }));
  const listed = (["ways", "shares"] as const).flatMap((list) =>
    (node[list] ?? []).map(({ next }, index) => ({ label: `${list}.${index}`, target: next })),
  );
  const single = SINGLE.flatMap((label) => {
    const target = node[label];
    return typeof target === "string" ? [{ label, target }] : [];
  });
  return [...keyed, ...listed, ...single];
}

/** The nodes as a caller meets them from the start, each once; what nobody can reach stands at the end. */
export function stepsOf(document: FlowDocument): Step[] {
  const order: string[] = [];
  const seen = new Set<string>();
  const visit = (id: string): void => {
    const node = document.nodes[id];
    if (node === undefined || seen.has(id)) return;
    seen.add(id);
    order.push(id);
    for (const { target } of waysOf(node)) visit(target);
  };
  visit(document.start);
  const rest = Object.keys(document.nodes).filter((id) => !seen.has(id));
  return [...order, ...rest].flatMap((id) => {
    const node = document.nodes[id];
    return node === undefined ? [] : [{ id, node, ways: waysOf(node), unreachable: !seen.has(id) }];
  });
}

export type Parsed = { document: FlowDocument } | { fault: "empty" | "not_json" | "not_flow"; at?: string };

/** What was typed or uploaded, as far as it can be drawn; whether it may be used the server says. */
export function parseFlow(text: string): Parsed {
  if (text.trim() === "") return { fault: "empty" };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { fault: "not_json", at: lineOf(text, error) };
  }
  return isFlow(value) ? { document: value } : { fault: "not_flow" };
}

function isFlow(value: unknown): value is FlowDocument {
  if (typeof value !== "object" || value === null) return false;
  const { nodes, start } = value as Partial<FlowDocument>;
  return (
    typeof start === "string" &&
    typeof nodes === "object" &&
    (nodes as unknown) !== null &&
    Object.values(nodes).every((node) => typeof node === "object" && (node as unknown) !== null)
  );
}

/** "line 3, column 7", as far as the browser tells where the JSON breaks. */
function lineOf(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  const lines = /line (\d+) column (\d+)/.exec(message);
  if (lines !== null) return `${lines[1] ?? ""}:${lines[2] ?? ""}`;
  const position = /position (\d+)/.exec(message);
  if (position === null) return "";
  const before = text.slice(0, Number(position[1])).split("\n");
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
