import { useStore, type Edge, type ReactFlowState } from "@xyflow/react";
import { useMemo } from "react";
import type { Spot } from "./edit";
import { HEIGHT, WIDTH } from "./layout";

/** With more ways than this, those that only come by are left out. */
export const MANY_WAYS = 300;
/** So many ways from out of sight are drawn into one step; of more, its card tells the number. */
export const CROWD = 24;
/** What is in sight is known in cells of this size, so that a moving drawing is not gone through at each frame. */
const CELL = 400;

/** The part of the drawing that is in sight, grown to whole cells: left, top, right, bottom; "" before the canvas has a size. */
function sightOf({ transform: [x, y, zoom], width, height }: ReactFlowState): string {
  if (width === 0 || height === 0) return "";
  const from = [-x, -y].map((edge) => Math.floor(edge / zoom / CELL) * CELL);
  const to = [width - x, height - y].map((edge) => Math.ceil(edge / zoom / CELL) * CELL);
  return [...from, ...to].join(" ");
}

/** Of a large drawing the ways that begin or end in sight, or at a chosen step; of a small one all. */
export function useWaysInSight(
  ways: readonly Edge[],
  spots: Readonly<Record<string, Spot>>,
  selected: ReadonlySet<string>,
): Edge[] {
  const many = ways.length > MANY_WAYS;
  const sight = useStore((state) => (many ? sightOf(state) : ""));
  return useMemo(
    () => (many ? waysInSight(ways, spots, selected, sight) : [...ways]),
    [many, ways, spots, selected, sight],
  );
}

/** `sight`: left, top, right and bottom of what is seen; "" where that is nothing. */
export function waysInSight(
  ways: readonly Edge[],
  spots: Readonly<Record<string, Spot>>,
  selected: ReadonlySet<string>,
  sight: string,
): Edge[] {
  if (sight === "") return [];
  const [left = 0, top = 0, right = 0, bottom = 0] = sight.split(" ").map(Number);
  const seen = new Set(
    Object.entries(spots).flatMap(([id, [x, y]]) =>
      x + WIDTH >= left && x <= right && y + HEIGHT >= top && y <= bottom ? [id] : [],
    ),
  );
  const near = ({ source, target }: Edge): boolean =>
    seen.has(source) || selected.has(source) || selected.has(target);
  const afar = new Map<string, number>();
  for (const way of ways) if (!near(way)) afar.set(way.target, (afar.get(way.target) ?? 0) + 1);
  return ways.filter((way) => near(way) || (seen.has(way.target) && (afar.get(way.target) ?? 0) <= CROWD));
}
