import { useQuery } from "@tanstack/react-query";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";

type Schemas = components["schemas"];
export type BookEntry = Schemas["EntryView"];
export type Scope = BookEntry["scope"];
export type Imported = Schemas["Imported"];
export type Emptied = Schemas["Emptied"];

export const PHONE_BOOK = "phone-book";

/** All entries that the reader may call, by name. */
export function usePhoneBook() {
  return useQuery({
    queryKey: [PHONE_BOOK],
    queryFn: async () => (await request<Schemas["EntryList"]>("/phone-book")).items,
  });
}

/** Entries as a file that may be imported: its first line tells what is apart by what. */
export function fileOf(entries: readonly BookEntry[]): string {
  const lines = entries.map(({ name, number, note }) => [name, number, note]);
  return [["name", "number", "note"], ...lines]
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","))
    .join("\n");
}

/** Whether an entry fits what has been typed, by name, note or number. */
export function fitsTyped({ name, number, note }: BookEntry, typed: string): boolean {
  const words = typed.trim().toLowerCase();
  const digits = words.replace(/\D/g, "");
  return (
    `${name} ${note}`.toLowerCase().includes(words) ||
    (digits !== "" && number.replace(/\D/g, "").includes(digits))
  );
}
