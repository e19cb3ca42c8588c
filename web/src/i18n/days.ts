/** A Monday, for the days' names. */
const MONDAY = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;

/** Short names of Monday to Sunday, without a full stop: none is longer than three letters. */
export function dayNames(language: string): string[] {
  const names = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, at) => {
    const name = names.format(MONDAY + at * DAY_MS).replace(".", "");
    return name === "niedz" ? "nd" : name; // as calendars in Poland have it
  });
}
