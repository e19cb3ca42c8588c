import { describe, expect, it } from "vitest";
import { roomOf } from "./gsm";

describe("the room that a text message takes", () => {
  it.each([
    ["", "gsm", 1, 0, 160],
    ["a".repeat(160), "gsm", 1, 160, 160],
    ["a".repeat(161), "gsm", 2, 161, 306],
    ["a".repeat(307), "gsm", 3, 307, 459],
    ["€".repeat(80), "gsm", 1, 160, 160],
    ["€".repeat(153), "gsm", 3, 306, 459],
    ["ж".repeat(70), "ucs2", 1, 70, 70],
    ["ж".repeat(71), "ucs2", 2, 71, 134],
    ["ж".repeat(335), "ucs2", 5, 335, 335],
    ["Zażółć", "ucs2", 1, 6, 70],
    ["😀".repeat(36), "ucs2", 2, 72, 134],
  ] as const)("of %s", (text, coding, parts, used, holds) => {
    expect(roomOf(text)).toEqual({ coding, parts, used, holds });
  });
});
