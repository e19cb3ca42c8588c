import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";

export type Aside = components["schemas"]["AsideView"];
export type AsideLine = components["schemas"]["AsideLineView"];
export type AsideGroup = components["schemas"]["AsideGroupView"];

const ASIDES = "asides";
const OPEN = [ASIDES, "open"] as const;
/** Hints reach only those connected now, and a call's end is no hint: an open question is looked at again by itself. */
const AGAIN = 15_000;

/** The open questions of one's own group and calls. */
export function useOpenAsides() {
  return useQuery({
    queryKey: OPEN,
    queryFn: async ({ signal }) => (await request<{ items: Aside[] }>("/asides", { signal })).items,
    refetchInterval: ({ state }) => ((state.data?.length ?? 0) > 0 ? AGAIN : false),
    refetchIntervalInBackground: true,
  });
}

/** All of one conversation, for its story. */
export function useAsidesOf(interactionId: string) {
  return useQuery({
    queryKey: [ASIDES, interactionId],
    queryFn: async ({ signal }) => {
      const found = await request<{ items: Aside[] }>("/asides", {
        query: { interaction: interactionId },
        signal,
      });
      return found.items;
    },
  });
}

/** Whom one may ask about this call. */
export function useAsideGroups(interactionId: string) {
  return useQuery({
    queryKey: ["aside-groups", interactionId],
    queryFn: async ({ signal }) => {
      const query = { interaction: interactionId };
      return (await request<{ items: AsideGroup[] }>("/aside-groups", { query, signal })).items;
    },
  });
}

export function lookAgain(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: [ASIDES] });
}

export interface Question {
  aside_id: string;
  line_id: string;
  interaction_id: string;
  team_id: string;
  text: string;
}

export function useAsk() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Question) => request<Aside>("/asides", { method: "POST", body }),
    onSettled: () => lookAgain(queries),
  });
}

export function useAnswer(asideId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { line_id: string; text: string }) =>
      request<Aside>(`/asides/${asideId}/lines`, { method: "POST", body }),
    onSettled: () => lookAgain(queries),
  });
}

export function useSolve(asideId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => request(`/asides/${asideId}/solved`, { method: "PUT", body: {} }),
    onSettled: () => lookAgain(queries),
  });
}

/** Tells that so many lines have been read; what is lost is told again with the next. */
export function useSeen() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ asideId, lines }: { asideId: string; lines: number }) =>
      request(`/asides/${asideId}/seen`, { method: "PUT", body: { lines } }),
    onSuccess: () => lookAgain(queries),
  });
}

/** Under one id a thing is written once, however often it is sent. */
export function newAsideId(prefix: "asd" | "asl"): string {
  return `${prefix}_${crypto.randomUUID().replaceAll("-", "")}`;
}
