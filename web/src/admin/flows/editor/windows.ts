import { dayNames } from "@/i18n/days";
import type { FlowWindow } from "@/protocol/configuration";

export const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
/** "Mon–Fri 09:00–17:00", "24 Dec–26 Dec": what of it matters. */
export function windowWords({ days, since, until, first, last }: FlowWindow, language: string): string {
  const dates = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" });
  const dateOf = (day: string | null | undefined): string =>
    day == null ? "" : dates.format(Date.parse(day));
  const parts = [
    span(dateOf(first), dateOf(last)),
    daysOf(days ?? [], dayNames(language)),
    span(since ?? "", until ?? ""),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function daysOf(days: readonly string[], names: readonly string[]): string {
  const at = WEEK.flatMap((day, index) => (days.includes(day) ? [index] : []));
  const [from = 0, to = 0] = [at[0], at.at(-1)];
  const isRow = at.length > 2 && to - from === at.length - 1;
  return (isRow ? [`${names[from] ?? ""}–${names[to] ?? ""}`] : at.map((index) => names[index] ?? "")).join(
    " ",
  );
}

function span(from: string, to: string): string {
  return from === "" && to === "" ? "" : `${from}–${to}`;
}
