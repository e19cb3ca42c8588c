import { RESULTS, type Result } from "@/protocol/conversations";

/** Days as the workspace's calendar has them, both included; empty: no limit. */
export interface Days {
  from: string;
  to: string;
}

/** What the list is narrowed to. */
export interface Filters extends Days {
  queue: string;
  agent: string;
  project: string;
  result: Result | "";
  q: string;
}

export const NO_FILTERS: Filters = { from: "", to: "", queue: "", agent: "", project: "", result: "", q: "" };
const NAMES = Object.keys(NO_FILTERS) as (keyof Filters)[];

/** From the page's address; what makes no sense there is left out. */
export function filtersOf(params: URLSearchParams): Filters {
  const read = (name: keyof Filters) => params.get(name) ?? "";
  const day = (name: "from" | "to") => (/^\d{4}-\d{2}-\d{2}$/.test(read(name)) ? read(name) : "");
  return {
    from: day("from"),
    to: day("to"),
    queue: read("queue"),
    agent: read("agent"),
    project: read("project"),
    result: RESULTS.find((result) => result === read("result")) ?? "",
    q: read("q"),
  };
}

/** For the page's address: only what is chosen. */
export function paramsOf(filters: Filters): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of NAMES) if (filters[name] !== "") params.set(name, filters[name]);
  return params;
}

export function isNarrowed(filters: Filters): boolean {
  return NAMES.some((name) => filters[name] !== "");
}

/** Why nothing is found. Numbers are stored sealed: whoever types a part of one is told to type all of it. */
export function emptyWords(filters: Filters): "nothingNumber" | "nothing" | "none" {
  if (/^[+\d\s()-]*\d[\d\s()-]*$/.test(filters.q)) return "nothingNumber";
  return isNarrowed(filters) ? "nothing" : "none";
}

/** Days as moments of the zone; `to` is the first moment that is no longer meant. */
export function daysQuery({ from, to }: Days, zone: string): { from?: string; to?: string } {
  return {
    ...(from !== "" && { from: midnight(from, zone) }),
    ...(to !== "" && { to: midnight(dayAfter(to), zone) }),
  };
}

/** The request's query. */
export function queryOf(filters: Filters, zone: string): Record<string, string | undefined> {
  const chosen = (text: string) => (text.trim() === "" ? undefined : text.trim());
  return {
    ...daysQuery(filters, zone),
    queue: chosen(filters.queue),
    agent: chosen(filters.agent),
    project: chosen(filters.project),
    result: chosen(filters.result),
    q: chosen(filters.q),
  };
}

export function dayAfter(day: string, days = 1): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/** The day that a moment is of in a zone, YYYY-MM-DD. */
export function dayOf(moment: number, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(moment);
}

/** The moment at which a day begins in a zone. Days with a change of clocks at midnight begin at their first hour. */
export function midnight(day: string, zone: string): string {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  // The zone's offset at the wanted wall time: guessed from UTC, then corrected once for a change of clocks in between.
  let moment = wanted - offsetAt(wanted, zone);
  moment = wanted - offsetAt(moment, zone);
  return new Date(moment).toISOString();
}

function offsetAt(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return wall - Math.floor(moment / 1000) * 1000;
}
