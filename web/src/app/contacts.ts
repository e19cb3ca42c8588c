import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { request, requestVersioned, type Versioned } from "@/protocol/api";
import type { Contact, ContactChange, InteractionRow, Items } from "@/protocol/resources";

function cardKey(contactId: string | null | undefined): readonly [string, string | null | undefined] {
  return ["contact", contactId];
}

function read(contactId: string): Promise<Versioned<Contact>> {
  return requestVersioned<Contact>(`/contacts/${contactId}`);
}

/** A customer's card; nothing without an id. */
export function useContact(contactId: string | null | undefined) {
  return useQuery({
    queryKey: cardKey(contactId),
    queryFn: () => read(contactId ?? ""),
    enabled: contactId != null,
    staleTime: 60_000,
  });
}

/** Cards by a number, or by whole words of a name; nothing for less than two characters. */
export function useFoundContacts(words: string) {
  return useQuery({
    queryKey: ["contacts", words],
    queryFn: () => request<Items<Contact>>("/contacts", { query: { q: words } }),
    enabled: words.length >= 2,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    select: ({ items }) => items,
  });
}

/** Changes a card, unless somebody has changed it since the given version was read. Gives the card as it is now. */
export function useSaveContact(contactId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ change, against }: { change: ContactChange; against: string | undefined }) =>
      requestVersioned<Contact>(`/contacts/${contactId}`, {
        method: "PATCH",
        body: change,
        ...(against === undefined ? {} : { ifMatch: against }),
      }),
    onSuccess: (saved) => queries.setQueryData(cardKey(contactId), saved),
  });
}

/** Reads a card that somebody else has changed. */
export function useReadContactAgain(contactId: string): () => Promise<Versioned<Contact>> {
  const queries = useQueryClient();
  return () => queries.query({ queryKey: cardKey(contactId), queryFn: () => read(contactId), staleTime: 0 });
}

/** Conversations with this customer other than the present one, newest first. */
export function useOtherConversations(contactId: string | null | undefined, present: string) {
  return useQuery({
    queryKey: [...cardKey(contactId), "interactions"],
    queryFn: () =>
      request<Items<InteractionRow>>(`/contacts/${contactId ?? ""}/interactions`, { query: { limit: 20 } }),
    enabled: contactId != null,
    staleTime: 30_000,
    select: ({ items }) => items.filter((one) => one.interaction_id !== present),
  });
}
