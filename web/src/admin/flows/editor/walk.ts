import type { FlowDocument } from "@/protocol/configuration";
import { waysOf } from "../steps";
import type { Spot } from "./edit";
import { HEIGHT, WIDTH } from "./layout";

export type Direction = "down" | "up" | "left" | "right";
type Spots = Readonly<Record<string, Spot>>;

/** Beside the last one that stands there. */
export function freeBelow([x, y]: Spot, taken: readonly Spot[]): Spot {
  let place: Spot = [x, y + HEIGHT + 64];
  while (taken.some(([left, top]) => Math.abs(left - place[0]) < WIDTH && Math.abs(top - place[1]) < HEIGHT))
    place = [place[0] + WIDTH + 44, place[1]];
  return place;
}

/** Where an arrow key leads: down along the first way, up along one that leads here, sideways to the next in the row. */
export function neighbour(
  document: FlowDocument,
  spots: Spots,
  from: string | null,
  direction: Direction,
): string | null {
  const node = from === null ? undefined : document.nodes[from];
  if (from === null || node === undefined) return document.start in document.nodes ? document.start : null;
  if (direction === "down")
    return waysOf(node).find(({ target }) => target in document.nodes)?.target ?? null;
  if (direction === "up") {
    const before = Object.entries(document.nodes).find(([, each]) =>
      waysOf(each).some(({ target }) => target === from),
    );
    return before?.[0] ?? null;
  }
  const [x, y] = spots[from] ?? [0, 0];
  const side = direction === "right" ? 1 : -1;
  const row = Object.entries(spots).filter(
    ([id, [left, top]]) => id !== from && Math.abs(top - y) < HEIGHT && (left - x) * side > 0,
  );
  return row.sort(([, [a]], [, [b]]) => (a - b) * side)[0]?.[0] ?? null;
}
