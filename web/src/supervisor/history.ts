/** The last hour of a figure, as this page has seen it. Kept for the tab, so that a reload does not lose it. */
export interface Sample {
  /** Milliseconds since 1970. */
  at: number;
  value: number;
}

export const SPAN_MS = 60 * 60_000;
export const EVERY_MS = 15_000;

/** A new list with the sample added: at most one each 15 seconds, none older than an hour. */
export function remembered(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && sample.at - last.at < EVERY_MS) return samples;
  return [...samples.filter(({ at }) => at > sample.at - SPAN_MS), sample];
}

/** Points of the small line in a box of `width` × `height`: the hour from left to right, `top` at the upper edge. */
export function linePoints(
  samples: readonly Sample[],
  box: { width: number; height: number; from: number; to: number; now: number },
): string {
  const inset = 3;
  const range = Math.max(1e-9, box.to - box.from);
  return samples
    .map(({ at, value }) => {
      const x = inset + (1 - (box.now - at) / SPAN_MS) * (box.width - 2 * inset);
      const y = box.height - inset - ((value - box.from) / range) * (box.height - 2 * inset);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(" ");
}
