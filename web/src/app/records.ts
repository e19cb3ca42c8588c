import { useCallback, useMemo } from "react";
import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { request } from "@/protocol/api";
import { recordId, type Kind, type Records } from "@/protocol/configuration";
import type { Items } from "@/protocol/resources";

const SELDOM = 60_000;

/** All pages of a list. */
export async function everyPage<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Items<T> = await request<Items<T>>(path, {
      query: { cursor },
      ...(signal === undefined ? {} : { signal }),
    });
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}

export function recordsKey(kind: Kind): readonly [string, Kind] {
  return ["records", kind];
}

function recordsQuery<K extends Kind>(kind: K) {
  return {
    queryKey: recordsKey(kind),
    queryFn: ({ signal }: { signal: AbortSignal }) => everyPage<Records[K]>(`/${kind}`, signal),
    staleTime: SELDOM,
  };
}

/** Everything of one kind that the workspace has configured. They are few, and change seldom. */
export function useRecords<K extends Kind>(kind: K, options: { enabled?: boolean } = {}) {
  return useQuery({ ...recordsQuery(kind), ...options });
}

/** Reads what `useRecords` of this kind shows or will show. Fails as the request does. */
export function useRead<K extends Kind>(kind: K): () => Promise<readonly Records[K][]> {
  const queries = useQueryClient();
  return useCallback(() => queries.query({ ...recordsQuery(kind), staleTime: "static" }), [queries, kind]);
}

/** Whether these lists have been asked for and answered, be it with a problem; one that is asked for again, having failed, has been. */
export function useAnswered(kinds: readonly Kind[]): boolean {
  return useQueries({ queries: kinds.map(recordsQuery) }).every((list) => list.isFetched);
}

/** After a change: this list is read again, and whatever shows its names. */
export function useRefreshRecords(): (kind: Kind) => Promise<void> {
  const queries = useQueryClient();
  return (kind) => queries.invalidateQueries({ queryKey: recordsKey(kind) });
}

/** Id → record. */
export function useById<K extends Kind>(
  kind: K,
  options: { enabled?: boolean } = {},
): ReadonlyMap<string, Records[K]> {
  const { data } = useRecords(kind, options);
  return useMemo(() => new Map(data?.map((record) => [recordId(kind, record), record])), [data, kind]);
}
