import type { CalendarDocument, OpenInterval, Weekday } from "@/protocol/configuration";

export const WEEKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY = 24 * 60;

export function minutes(clock: string): number {
  const [hours = "0", rest = "0"] = clock.split(":");
  return Number(hours) * 60 + Number(rest);
}

/** Ends the next day: `closes` is not after `opens`. */
export function overnight({ opens, closes }: OpenInterval): boolean {
  return minutes(closes) <= minutes(opens);
}

export interface Span {
  /** Minutes since midnight. */
  from: number;
  to: number;
}

/** When a day is open as the clock shows it, what began the evening before included; in order, joined where they touch. */
export function spansOf(document: CalendarDocument, day: Weekday): Span[] {
  const before = WEEKDAYS[(WEEKDAYS.indexOf(day) + 6) % 7] ?? "sun";
  const own = (document.weekly[day] ?? []).map((one) => ({
    from: minutes(one.opens),
    to: overnight(one) ? DAY : minutes(one.closes),
  }));
  const rest = (document.weekly[before] ?? [])
    .filter(overnight)
    .map((one) => ({ from: 0, to: minutes(one.closes) }));
  const joined: Span[] = [];
  for (const span of [...own, ...rest].filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}

/** Open hours of a usual week. */
export function weekHours(document: CalendarDocument): number {
  return (
    WEEKDAYS.flatMap((day) => spansOf(document, day)).reduce((sum, { from, to }) => sum + to - from, 0) / 60
  );
}

/** Days of a list that overlap themselves: their intervals cover a minute twice. */
export function overlaps(intervals: readonly OpenInterval[]): boolean {
  const spans = intervals
    .map((one) => ({ from: minutes(one.opens), to: minutes(one.closes) + (overnight(one) ? DAY : 0) }))
    .sort((a, b) => a.from - b.from);
  return spans.some((span, index) => index > 0 && span.from < (spans[index - 1]?.to ?? 0));
}

/** A new interval for a day: after the last one where there is room. */
export function nextInterval(intervals: readonly OpenInterval[]): OpenInterval {
  const last = intervals.at(-1);
  const from = last === undefined || overnight(last) ? 9 * 60 : minutes(last.closes) + 60;
  if (from >= DAY - 60) return { opens: "00:00", closes: "08:00" };
  const clock = (at: number) =>
    `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
  return { opens: clock(from), closes: last === undefined ? "17:00" : clock(Math.min(DAY, from + 4 * 60)) };
}

export function emptyCalendar(zone: string): CalendarDocument {
  const usual = [{ opens: "09:00", closes: "17:00" }];
  return {
    zone,
    weekly: { mon: usual, tue: usual, wed: usual, thu: usual, fri: usual },
    exceptions: [],
    holidays: [],
  };
}
