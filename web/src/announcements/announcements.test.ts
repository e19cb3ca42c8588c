import { describe, expect, it } from "vitest";
import { isOn } from "./announcements";

describe("an announcement", () => {
  const ends_at = "2026-01-31T10:00:00Z";
  const end = Date.parse(ends_at);

  it("is over when its time is, though nobody tells the page", () => {
    expect(isOn({ on: true, ends_at }, end - 1)).toBe(true);
    expect(isOn({ on: true, ends_at }, end)).toBe(false);
  });

  it("is over when somebody has ended it", () => {
    expect(isOn({ on: false, ends_at }, end - 1)).toBe(false);
  });
});
