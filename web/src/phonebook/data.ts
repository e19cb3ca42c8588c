import { useQuery } from "@tanstack/react-query";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";

type Schemas = components["schemas"];
export type BookEntry = Schemas["EntryView"];
export type Scope = BookEntry["scope"];
export type Imported = Schemas["Imported"];

export const PHONE_BOOK = "phone-book";

/** All entries that the reader may call, by name. */
export function usePhoneBook() {
  return useQuery({
    queryKey: [PHONE_BOOK],
    queryFn: async () => (await request<Schemas["EntryList"]>("/phone-book")).items,
  });
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
