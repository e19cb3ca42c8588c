import { describe, expect, it } from "vitest";
import { askNetwork, decibels, quantile } from "./measure";

describe("what a check measures", () => {
  it("tells silence, a full tone and nothing at all", () => {
    expect(decibels(new Float32Array(512))).toBe(-120);
    expect(decibels(new Float32Array(512).fill(1))).toBeCloseTo(0);
    expect(decibels(new Float32Array(512).fill(0.01))).toBeCloseTo(-40, 1);
    expect(decibels(new Float32Array())).toBe(-120);
  });

  it("takes the level that a share of the moments lies below", () => {
    expect(quantile([-60, -10, -58, -59], 0.7)).toBe(-58);
    expect(quantile([], 0.5)).toBe(-120);
  });

  it("counts what did not come back", async () => {
    let asked = 0;
    const every = await askNetwork(() =>
      ++asked % 3 === 0 ? Promise.reject(new Error()) : Promise.resolve(),
    );
    expect(every.lost).toBeCloseTo(1 / 3);
    expect(await askNetwork(() => Promise.reject(new Error()))).toEqual({ round_trip_ms: 1000, lost: 1 });
  });
});
