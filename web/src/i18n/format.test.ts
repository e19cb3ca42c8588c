import { describe, expect, it } from "vitest";
import { Wording } from "./catalogue";
import { dayNames } from "./days";
import { clockSpan, Format, phoneGroups } from "./format";
import { pickLanguage } from "./language";
import english from "./text/en";

describe("spans", () => {
  it.each([
    [-5_000, "0:00"],
    [0, "0:00"],
    [38_999, "0:38"],
    [3_599_000, "59:59"],
    [5_280_000, "1\u00a0h 28\u00a0m"],
    [49 * 3_600_000, "2\u00a0d"],
  ])("reads %i ms as %s", (span, words) => {
    expect(clockSpan(span, "en")).toBe(words);
  });

  it("uses the reader's units", () => {
    expect(clockSpan(5_280_000, "ru")).toBe("1\u00a0ч 28\u00a0мин");
  });
});

describe("numbers and telephone numbers", () => {
  it("puts the unit after a no-break space", () => {
    expect(new Format("pl").percent(0.764)).toBe("76\u00a0%");
  });

  it("keeps the day before the month and a 24-hour clock in English", () => {
    expect(new Format("en", "UTC").dateTime("2026-11-21T14:05:00Z")).toBe("21 Nov, 14:05");
  });

  it.each([
    ["+48221000417", "+48\u00a022\u00a0100\u00a004\u00a017"],
    ["48221000417", "+48\u00a022\u00a0100\u00a004\u00a017"],
    ["+48600100200", "+48\u00a0600\u00a0100\u00a0200"],
    ["1000", "1000"],
    ["anonymous", "anonymous"],
  ])("groups %s", (number, words) => {
    expect(phoneGroups(number)).toBe(words);
  });
});

describe("languages", () => {
  it("takes the first wish that we speak", () => {
    expect(pickLanguage(["de-DE", "pl-PL", "en"])).toBe("pl");
    expect(pickLanguage(["uk"])).toBe("en");
  });

  it("gives plain words without a parameter, and knows what it does not know", () => {
    const wording = new Wording("en", english);
    expect(wording.text("state.ready")).toBe("Ready");
    expect(wording.has("problem.never_heard_of")).toBe(false);
  });
});

it.each(["en", "ru", "pl"])("names days so shortly in %s that seven stand in a line", (language) => {
  const names = dayNames(language);
  expect(new Set(names).size).toBe(7);
  expect(names.filter((name) => name.length > 3)).toEqual([]);
});
