import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";
import type { Items } from "@/protocol/resources";

export type Promised = components["schemas"]["PromiseView"];
export type NewPromise = components["schemas"]["PromiseBody"];
export type PromiseState = Promised["state"];
export type Shown = PromiseState | "overdue";

const PROMISES = "promises";
const LOOK_AGAIN_MS = 15_000;
const PAGE = 50;

export interface Wanted {
  state: Shown;
  mine: boolean;
  q: string;
}

/** The list, page by page; read again and again, for mail goes out and times come. */
export function usePromises({ state, mine, q }: Wanted) {
  return useInfiniteQuery({
    queryKey: [PROMISES, state, mine, q],
    queryFn: ({ pageParam }) =>
      request<Items<Promised>>("/promises", {
        query: { state, mine: String(mine), q, cursor: pageParam, limit: PAGE },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** What was promised in one conversation, or to one customer. */
export function usePromisesOf(of: { interaction_id: string } | { contact_id: string }) {
  return useQuery({
    queryKey: [PROMISES, of],
    queryFn: () => request<Items<Promised>>("/promises", { query: { ...of, limit: 20 } }),
    refetchInterval: LOOK_AGAIN_MS,
    select: ({ items }) => items,
  });
}

export function useMakePromise() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewPromise) => request<Promised>("/promises", { method: "POST", body }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: [PROMISES] }),
  });
}

export function useSetPromise() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, state }: { id: string; state: PromiseState }) =>
      request<Promised>(`/promises/${id}/state`, { method: "PUT", body: { state } }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: [PROMISES] }),
  });
}

/** Sends the mail that tells it once more. */
export function useMailAgain() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<Promised>(`/promises/${id}/mail`, { method: "POST", body: {} }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: [PROMISES] }),
  });
}

/** An id for a promise that is to be made: under one id it is made once, however often it is asked. */
export function newPromiseId(): string {
  return `prm_${crypto.randomUUID().replaceAll("-", "")}`;
}
