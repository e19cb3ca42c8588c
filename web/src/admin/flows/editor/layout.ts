import type { FlowDocument } from "@/protocol/configuration";
import { waysOf } from "../steps";
import type { Spot } from "./edit";

export const WIDTH = 200;
export const HEIGHT = 58;
const ACROSS = WIDTH + 44;
const DOWN = HEIGHT + 64;

/** A spot for every step: where the document says, the others in rows by how many steps lead there. */
export function spotsOf(document: FlowDocument): Record<string, Spot> {
  const kept = document.layout ?? {};
  const ids = Object.keys(document.nodes);
  const unplaced = ids.filter((id) => !(id in kept));
  if (unplaced.length === 0) return Object.fromEntries(ids.map((id) => [id, kept[id] ?? [0, 0]]));
  const drawn = drawnUp(document);
  if (unplaced.length === ids.length) return drawn;
  // Some are placed by hand: the others stand below them, so that nothing lies on another.
  const lowest = Math.max(...ids.flatMap((id) => (kept[id] === undefined ? [] : [kept[id][1]]))) + DOWN;
  const highest = Math.min(...unplaced.map((id) => drawn[id]?.[1] ?? 0));
  return Object.fromEntries(
    ids.map((id) => {
      const [x, y] = drawn[id] ?? [0, 0];
      return [id, kept[id] ?? [x, y - highest + lowest]];
    }),
  );
}

/** The whole drawing anew: a row for each step of the way from the start, in each row by where the ways come from. */
export function drawnUp(document: FlowDocument): Record<string, Spot> {
  const rows = rowsOf(document);
  const spots: Record<string, Spot> = {};
  const parents = parentsOf(document);
  rows.forEach((row, depth) => {
    const wanted = row.map((id, index) => {
      const above = (parents.get(id) ?? []).flatMap((parent) =>
        spots[parent] !== undefined && spots[parent][1] < depth * DOWN ? [spots[parent][0]] : [],
      );
      const middle =
        above.length === 0 ? index * ACROSS : above.reduce((sum, x) => sum + x, 0) / above.length;
      return { id, middle };
    });
    const spread = wanted.sort((a, b) => a.middle - b.middle);
    const centre = spread.reduce((sum, { middle }) => sum + middle, 0) / Math.max(1, spread.length);
    const left = centre - ((spread.length - 1) * ACROSS) / 2;
    spread.forEach(({ id }, index) => {
      spots[id] = [Math.round(left + index * ACROSS), depth * DOWN];
    });
  });
  return spots;
}

/** Steps by how far they are from the start, the shortest way; who cannot be reached stands in the last rows. */
function rowsOf(document: FlowDocument): string[][] {
  const depth = new Map<string, number>();
  let ahead = document.start in document.nodes ? [document.start] : [];
  for (let row = 0; ahead.length > 0; row += 1) {
    const next: string[] = [];
    for (const id of ahead) {
      if (depth.has(id)) continue;
      depth.set(id, row);
      const node = document.nodes[id];
      if (node !== undefined) next.push(...waysOf(node).map(({ target }) => target));
    }
    ahead = next.filter((id) => id in document.nodes && !depth.has(id));
  }
  const last = Math.max(-1, ...depth.values()) + 1;
  const rest = Object.keys(document.nodes).filter((id) => !depth.has(id));
  rest.forEach((id, index) => depth.set(id, last + Math.floor(index / 6)));
  const rows: string[][] = [];
  for (const [id, row] of depth) (rows[row] ??= []).push(id);
  return wrapped(rows);
}

const WIDEST = 24;

/** A row that would be wider than anybody scrolls goes on below. */
function wrapped(rows: string[][]): string[][] {
  return rows.flatMap((row) => {
    const parts: string[][] = [];
    for (let from = 0; from < row.length; from += WIDEST) parts.push(row.slice(from, from + WIDEST));
    return parts;
  });
}

function parentsOf(document: FlowDocument): ReadonlyMap<string, string[]> {
  const parents = new Map<string, string[]>();
  for (const [id, node] of Object.entries(document.nodes))
    for (const { target } of waysOf(node)) {
      const known = parents.get(target);
      if (known === undefined) parents.set(target, [id]);
      else known.push(id);
    }
  return parents;
}
