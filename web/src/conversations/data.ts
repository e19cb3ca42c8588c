import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { request } from "@/protocol/api";
import type { Interaction, InteractionDetail, Peaks, TimelineItem } from "@/protocol/conversations";
import type { Items } from "@/protocol/resources";

type Query = Record<string, string | number | undefined>;
const PAGE = 50;
const FRESH_MS = 15_000;

export function page(query: Query, cursor: string | undefined, limit = PAGE): Promise<Items<Interaction>> {
  return request<Items<Interaction>>("/interactions", { query: { ...query, cursor, limit } });
}

/** So many pages stand on the screen at once; what is older comes after them, in their place. */
const MOST_PAGES = 10;

/** Newest first, page by page, those after a place of the list. They stay as they were read: what is new is told apart. */
export function useInteractions(query: Query, after: string | undefined) {
  return useInfiniteQuery({
    queryKey: ["interactions", query, after],
    queryFn: ({ pageParam }) => page(query, pageParam),
    initialPageParam: after,
    getNextPageParam: ({ next }, pages) => (pages.length < MOST_PAGES ? (next ?? undefined) : undefined),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 15 * 60_000,
  });
}

/** The newest conversations, again and again: what the list does not have yet, and how live ones have gone on. */
export function useNewest(query: Query, enabled: boolean) {
  return useQuery({
    queryKey: ["interactions-newest", query],
    queryFn: () => page(query, undefined),
    refetchInterval: FRESH_MS,
    enabled,
    select: ({ items }) => items,
  });
}

/** The list with its rows as they are now, and how many are newer than all of it. */
export function freshened(
  rows: readonly Interaction[],
  newest: readonly Interaction[],
): { rows: readonly Interaction[]; fresh: number } {
  const now = new Map(newest.map((one) => [one.interaction_id, one]));
  const from = rows[0]?.started_at ?? "";
  const known = new Set(rows.map(({ interaction_id }) => interaction_id));
  return {
    rows: rows.map((row) => now.get(row.interaction_id) ?? row),
    fresh: newest.filter((one) => !known.has(one.interaction_id) && one.started_at >= from).length,
  };
}

const LIVE_MS = 5_000;
/** The wrap-up begins a moment after the call has ended, ms. */
const SETTLING_MS = 15_000;

/** One interaction; asked for again while it is up, wrapped up, or its recordings are being finished. */
export function useInteraction(id: string) {
  const queries = useQueryClient();
  return useQuery({
    queryKey: ["interaction", id],
    queryFn: () => request<InteractionDetail>(`/interactions/${id}`),
    refetchInterval: ({ state }) => {
      const told = queries.getQueryData<Told>(timelineKey(id))?.items ?? [];
      return state.data !== undefined && isUnfinished(state.data, told, Date.now()) ? LIVE_MS : false;
    },
  });
}

/** Whether more is to come: the call is up, an agent still writes it up, or a recording is being made. */
export function isUnfinished(
  { result, ended_at, parts, audio }: Pick<InteractionDetail, "result" | "ended_at" | "parts" | "audio">,
  told: readonly TimelineItem[],
  now: number,
): boolean {
  if (result === null || audio.some(({ state }) => state === "recording")) return true;
  const settling = ended_at !== null && parts.length > 0 && now - Date.parse(ended_at) < SETTLING_MS;
  return settling || isWrappedUpNow(told);
}

/** An agent's wrap-up has begun and not ended. */
export function isWrappedUpNow(told: readonly TimelineItem[]): boolean {
  const count = (wanted: string) => told.filter(({ type }) => type === wanted).length;
  return count("wrapup.started") > count("wrapup.ended");
}

interface Told {
  items: TimelineItem[];
}

export function timelineKey(id: string): readonly string[] {
  return ["interaction", id, "timeline"];
}

/** What happened; asked for again while more is to come. */
export function useTimeline(interaction: InteractionDetail) {
  const queries = useQueryClient();
  const id = interaction.interaction_id;
  const timeline = useQuery({
    queryKey: timelineKey(id),
    queryFn: () => request<Told>(`/interactions/${id}/timeline`),
    refetchInterval: ({ state }) =>
      isUnfinished(interaction, state.data?.items ?? [], Date.now()) ? LIVE_MS : false,
    select: ({ items }) => items,
  });
  // With the end of the wrap-up come disposition, note and times: once more for what the last question missed.
  const wrappedUp = isWrappedUpNow(timeline.data ?? []);
  const was = useRef(wrappedUp);
  useEffect(() => {
    if (was.current && !wrappedUp) void queries.invalidateQueries({ queryKey: ["interaction", id] });
    was.current = wrappedUp;
  }, [wrappedUp, queries, id]);
  return timeline;
}

export function usePeaks(recordingId: string, enabled: boolean) {
  return useQuery({
    queryKey: ["peaks", recordingId],
    queryFn: () => request<Peaks>(`/recordings/${recordingId}/peaks`),
    enabled,
    staleTime: Infinity,
  });
}
