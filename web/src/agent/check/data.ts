import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";

type Schemas = components["schemas"];
export type ShiftChecks = Schemas["ShiftCheckList"];
export type ShiftCheck = Schemas["ShiftCheckView"];
export type NewShiftCheck = Schemas["NewShiftCheck"];

const CHECKS = "shift-checks";

/** One's own checks, or a colleague's for who oversees; whether one is due. */
export function useShiftChecks(userId?: string) {
  return useQuery({
    queryKey: [CHECKS, userId ?? "own"],
    queryFn: ({ signal }) => request<ShiftChecks>("/shift-checks", { query: { user: userId }, signal }),
  });
}

/** Whether one is due may have changed since the page looked: a new day, another policy. */
export function useLookAtChecks(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries({ queryKey: [CHECKS] }), [queries]);
}

export function useKeepCheck() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewShiftCheck) => request<ShiftCheck>("/shift-checks", { method: "POST", body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [CHECKS] }),
  });
}
