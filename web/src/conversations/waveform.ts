import type { Peaks } from "@/protocol/conversations";
import type { Stretch } from "./story";

/** Part of a recording, seconds from its beginning. */
export interface Span {
  from: number;
  to: number;
}

/** The loudest of each of `count` equal parts, 0–1. */
export function bars(lane: readonly number[], count: number): number[] {
  if (lane.length === 0 || count <= 0) return [];
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * lane.length) / count);
    const to = Math.max(from + 1, Math.floor(((at + 1) * lane.length) / count));
    return Math.max(...lane.slice(from, to));
  });
}

/** One upright stroke a bar, about a middle line, as an SVG path. Speech is quiet: the root makes it visible. */
export function strokes(
  heights: readonly number[],
  box: { width: number; middle: number; reach: number },
): string {
  const step = box.width / Math.max(1, heights.length);
  return heights
    .map((height, at) => {
      const half = Math.max(1, Math.sqrt(Math.min(1, height)) * box.reach);
      return `M${(at * step + step / 2).toFixed(1)} ${(box.middle - half).toFixed(1)}v${(half * 2).toFixed(1)}`;
    })
    .join("");
}

/** Stretches of the clock as spans of a recording that began at `startedAt`; what lies outside is cut off. */
export function within(stretches: readonly Stretch[], startedAt: string, duration: number): Span[] {
  const origin = Date.parse(startedAt);
  const clamp = (seconds: number) => Math.min(duration, Math.max(0, seconds));
  return stretches
    .map(({ from, to }) => ({
      from: clamp((Date.parse(from) - origin) / 1000),
      to: clamp(to === null ? duration : (Date.parse(to) - origin) / 1000),
    }))
    .filter(({ from, to }) => to > from);
}

/** Whole seconds or minutes between marks, so that there are some six of them. */
export function tickStep(duration: number): number {
  return [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800].find((step) => duration / step <= 8) ?? 3600;
}

const LOUD = 0.02;
/** A breath does not end speech, seconds. */
const BREATH = 0.6;
/** Shorter ones are agreement, not talking over each other, seconds. */
const OVERLAP = 1;

export interface Speech {
  /** Shares of the recording, 0–1. */
  caller: number;
  agent: number;
  silence: number;
  /** Where both speak. */
  both: Span[];
}

/** Who speaks how much, from the loudness alone; null for a recording with one voice. */
export function speechOf(peaks: Peaks): Speech | null {
  const [caller, agent] = peaks.channels.map((lane) => voiced(lane, peaks.per_second));
  if (caller === undefined || agent === undefined || caller.length === 0) return null;
  const share = (pick: (at: number) => boolean) =>
    caller.reduce((count, _, at) => count + (pick(at) ? 1 : 0), 0) / caller.length;
  const together = caller.map((speaks, at) => speaks && agent[at] === true);
  return {
    caller: share((at) => caller[at] === true),
    agent: share((at) => agent[at] === true),
    silence: share((at) => caller[at] !== true && agent[at] !== true),
    both: runs(together, peaks.per_second).filter(({ from, to }) => to - from >= OVERLAP),
  };
}

function voiced(lane: readonly number[], perSecond: number): boolean[] {
  const loud = lane.map((peak) => peak >= LOUD);
  let last = -Infinity;
  for (let at = 0; at < loud.length; at++) {
    if (loud[at] !== true) continue;
    if (at - last <= BREATH * perSecond) loud.fill(true, Math.max(0, last), at);
    last = at;
  }
  return loud;
}

function runs(flags: readonly boolean[], perSecond: number): Span[] {
  const spans: Span[] = [];
  let begin: number | null = null;
  [...flags, false].forEach((flag, at) => {
    if (flag && begin === null) begin = at;
    if (!flag && begin !== null) {
      spans.push({ from: begin / perSecond, to: at / perSecond });
      begin = null;
    }
  });
  return spans;
}
