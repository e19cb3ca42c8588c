import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { request } from "@/protocol/api";
import type { Items } from "@/protocol/resources";
import { formOf, isOver, type Answered, type Draft, type Question } from "./draft";

const LIST = ["what-if"] as const;
const FOLLOWS_MS = 1_000;
const LOOKS_MS = 15_000;

/** What was asked, newest first; looked at often while something is under way. */
export function useQuestions() {
  return useQuery({
    queryKey: LIST,
    queryFn: () => request<Items<Question>>("/what-if"),
    select: ({ items }) => items,
    refetchInterval: ({ state }) => (state.data?.items.every(isOver) === false ? FOLLOWS_MS : LOOKS_MS),
  });
}

/** One question; followed until it is over. */
export function useQuestion(jobId: string | null) {
  return useQuery({
    queryKey: ["what-if", jobId],
    queryFn: () => request<Answered>(`/what-if/${jobId ?? ""}`),
    enabled: jobId !== null,
    refetchInterval: ({ state }) => (state.data !== undefined && !isOver(state.data) ? FOLLOWS_MS : false),
  });
}

export function useAsk() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: Draft) => request<Answered>("/what-if", { method: "POST", body: formOf(draft) }),
    onSuccess: (asked) => {
      queries.setQueryData(["what-if", asked.job_id], asked);
      void queries.invalidateQueries({ queryKey: LIST, exact: true });
    },
  });
}

export function useCancel() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (jobId: string) => request<Answered>(`/what-if/${jobId}/cancel`, { method: "POST" }),
    onSuccess: () => queries.invalidateQueries({ queryKey: LIST }),
  });
}
