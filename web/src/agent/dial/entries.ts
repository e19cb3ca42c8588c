import { phoneGroups } from "@/i18n/format";
import { fitsTyped, type BookEntry } from "@/phonebook/data";
import type { Called, WhomToCall } from "./useDial";

/** One line of the dial field's list. */
export interface DialEntry {
  key: string;
  kind: "number" | "book" | "last";
  name: string;
  detail: string;
  whom: WhomToCall;
}

const MOST_BOOKED = 20;
const NUMBER = /^\+?[\d\s()-]{2,20}$/;

/** What fits the typed words: the number itself, then the phone book, then whom the agent has called last. */
export function dialEntries(
  typed: string,
  last: readonly Called[],
  book: readonly BookEntry[] = [],
): DialEntry[] {
  const words = typed.trim().toLowerCase();
  const digits = words.replace(/\D/g, "");
  const fits = (name: string, number: string): boolean =>
    name.toLowerCase().includes(words) || (digits !== "" && number.replace(/\D/g, "").includes(digits));
  const called = last
    .filter(({ name, number }) => fits(name ?? "", number))
    .map(({ name, number }): DialEntry => ({
      key: `last-${number}`,
      kind: "last",
      name: name ?? phoneGroups(number),
      detail: name === null ? "" : phoneGroups(number),
      whom: { number },
    }));
  const booked = book
    .filter((entry) => words !== "" && fitsTyped(entry, typed))
    .map(({ entry_id, name, number, note }): DialEntry => ({
      key: entry_id,
      kind: "book",
      name,
      detail: [phoneGroups(number), note].filter((part) => part !== "").join(" · "),
      whom: { number },
    }));
  return [...ofNumber(typed), ...booked.slice(0, MOST_BOOKED), ...called];
}

function ofNumber(typed: string): DialEntry[] {
  const number = typed.replace(/[^+\d]/g, "");
  if (!NUMBER.test(typed.trim()) || number.length < 2) return [];
  return [{ key: "number", kind: "number", name: phoneGroups(number), detail: "", whom: { number } }];
}
