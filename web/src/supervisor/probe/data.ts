import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { request } from "@/protocol/api";
import type { ProbeQuestion, ProbeResult, WayToQueue } from "@/protocol/routing";
import type { Items } from "@/protocol/resources";
import type { StateName } from "@/ui";

const FRESH_MS = 3_000;

/** The answer as the floor is now; asked again while it is looked at. */
export function useProbe(question: ProbeQuestion | null) {
  return useQuery({
    queryKey: ["probe", question],
    queryFn: () => request<ProbeResult>("/routing/probe", { method: "POST", body: question }),
    enabled: question !== null,
    refetchInterval: FRESH_MS,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}

/** Where callers of a number may come to wait. */
export function useWays(numberId: string | null) {
  return useQuery({
    queryKey: ["ways", numberId],
    queryFn: () => request<Items<WayToQueue>>(`/numbers/${numberId ?? ""}/ways`),
    enabled: numberId !== null,
  }).data?.items;
}

/** The mark of what an agent does. */
export const MARKS = {
  ready: "ready",
  offline: "offline",
  not_ready: "notready",
  no_phone: "notready",
  offered: "offered",
  talking: "talking",
  hold: "hold",
  consulting: "talking",
  wrapping_up: "wrapup",
  resting: "notready",
} as const satisfies Record<ProbeResult["agents"][number]["state"], StateName>;
