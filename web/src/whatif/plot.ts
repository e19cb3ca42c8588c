import type { Told } from "./draft";

export type Way = "really" | "replayed" | "changed";
type Points = Told["course"];
type Measure = "service_level" | "mean_wait_s";

const HOUR = 3600;
const HALF_HOUR = 1800;
const SIZE = { width: 900, height: 260, left: 58, right: 24, top: 12, bottom: 26 };
const MOST_LEVELS = 5;
/** Round steps of waits, s. */
const STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 1200, 3600];

export interface Plot {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** The seconds of the day that are shown. */
  from: number;
  to: number;
  /** How wide half an hour is. */
  step: number;
  x: (second: number) => number;
  y: (value: number) => number;
  levels: { value: number; y: number }[];
  hours: { at: number; x: number }[];
}

/** Where everything goes: the hours in which somebody came, and a scale that begins at nought. */
export function drawing(measure: Measure, lines: Record<Way, Points>): Plot {
  const all = Object.values(lines).flat();
  const busy = all.filter(({ offered }) => offered > 0).map(({ from_s }) => from_s);
  const from = Math.floor(Math.min(...busy, 24 * HOUR - HALF_HOUR) / HOUR) * HOUR;
  const to = Math.max(Math.ceil((Math.max(...busy, 0) + HALF_HOUR) / HOUR) * HOUR, from + HOUR);
  const scale = scaleOf(measure, Math.max(0, ...all.map((point) => point[measure] ?? 0)));
  const { width, height, left, right, top, bottom } = SIZE;
  const x = (second: number) => left + ((second - from) / (to - from)) * (width - left - right);
  const y = (value: number) => height - bottom - (value / scale.top) * (height - top - bottom);
  const every = Math.ceil((to - from) / HOUR / 12) * HOUR;
  const hours: Plot["hours"] = [];
  for (let at = from; at <= to; at += every) hours.push({ at, x: x(at) });
  return {
    ...SIZE,
    from,
    to,
    step: x(from + HALF_HOUR) - x(from),
    x,
    y,
    levels: scale.values.map((value) => ({ value, y: y(value) })),
    hours,
  };
}

function scaleOf(measure: Measure, most: number): { top: number; values: number[] } {
  if (measure === "service_level") return { top: 1, values: [0, 0.25, 0.5, 0.75, 1] };
  const step = STEPS.find((each) => each * MOST_LEVELS >= most) ?? Math.ceil(most / MOST_LEVELS);
  const count = Math.max(1, Math.ceil(most / step));
  return { top: count * step, values: Array.from({ length: count + 1 }, (_, each) => each * step) };
}

/** A line through the middles of the half hours; it breaks where nobody came. */
export function pathOf(plot: Plot, points: Points, measure: Measure): string {
  let pen = "M";
  return points
    .flatMap((point) => {
      const value = point[measure];
      if (value === null || point.from_s < plot.from || point.from_s >= plot.to) {
        pen = "M";
        return [];
      }
      const step = `${pen}${plot.x(point.from_s + HALF_HOUR / 2).toFixed(1)} ${plot.y(value).toFixed(1)}`;
      pen = "L";
      // A single half hour between two without anybody is a point.
      return [step, ...(step.startsWith("M") ? ["h0.1"] : [])];
    })
    .join("");
}

const KEPT = [
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "fill",
  "font-family",
  "font-size",
];

/** The picture as a file of its own, with its colours in it. */
export function standalone(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const shown = picture.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, place) => {
    const from = shown[place];
    if (from === undefined) return;
    const style = getComputedStyle(from);
    for (const name of KEPT) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute("class");
  });
  copy.querySelectorAll("rect").forEach((element) => element.remove());
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy);
}
