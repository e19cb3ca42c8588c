import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { request, requestVersioned } from "@/protocol/api";
import type { Interaction, InteractionDetail, Peaks, TimelineItem } from "@/protocol/conversations";
import type { Contact, Items } from "@/protocol/resources";

type Query = Record<string, string | number | undefined>;
const PAGE = 50;

export function page(query: Query, cursor: string | undefined, limit = PAGE): Promise<Items<Interaction>> {
  return request<Items<Interaction>>("/interactions", { query: { ...query, cursor, limit } });
}

/** Newest first, page by page. While other filters are being asked for, the old rows stay. */
export function useInteractions(query: Query) {
  return useInfiniteQuery({
    queryKey: ["interactions", query],
    queryFn: ({ pageParam }) => page(query, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });
}

/** One interaction; asked for again while it is up or its recordings are being finished. */
export function useInteraction(id: string) {
  return useQuery({
    queryKey: ["interaction", id],
    queryFn: () => request<InteractionDetail>(`/interactions/${id}`),
    refetchInterval: ({ state }) => (state.data !== undefined && isUnfinished(state.data) ? 5_000 : false),
  });
}

export function isUnfinished(interaction: InteractionDetail): boolean {
  return interaction.result === null || interaction.audio.some(({ state }) => state === "recording");
}

export function useTimeline(id: string, live: boolean) {
  return useQuery({
    queryKey: ["interaction", id, "timeline"],
    queryFn: () => request<{ items: TimelineItem[] }>(`/interactions/${id}/timeline`),
    refetchInterval: live ? 5_000 : false,
    select: ({ items }) => items,
  });
}

export function usePeaks(recordingId: string, enabled: boolean) {
  return useQuery({
    queryKey: ["peaks", recordingId],
    queryFn: () => request<Peaks>(`/recordings/${recordingId}/peaks`),
    enabled,
    staleTime: Infinity,
  });
}

/** The card of whom it was with. */
export function useContact(contactId: string | undefined) {
  return useQuery({
    queryKey: ["contact", contactId],
    queryFn: () => requestVersioned<Contact>(`/contacts/${contactId ?? ""}`),
    enabled: contactId !== undefined,
    staleTime: 60_000,
  });
}

/** Earlier and later conversations with the same person. */
export function useContactInteractions(contactId: string | undefined) {
  return useQuery({
    queryKey: ["contact", contactId, "interactions", "page"],
    queryFn: () =>
      request<Items<Interaction>>(`/contacts/${contactId ?? ""}/interactions`, { query: { limit: 20 } }),
    enabled: contactId !== undefined,
    select: ({ items }) => items,
  });
}
