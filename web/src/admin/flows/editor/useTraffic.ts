import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { request } from "@/protocol/api";
import type { FlowTraffic } from "@/protocol/configuration";
import { countsOf, type Counts } from "./picture";

export type Period = "off" | "today" | "week";

const COUNT_AGAIN_MS = 10_000;

/** The calls on the drawing, where somebody wants to see them. */
export function useTraffic(flowId: string): {
  period: Period;
  setPeriod: (period: Period) => void;
  counts: Counts | null;
} {
  const [period, setPeriod] = useState<Period>("off");
  const { data } = useQuery({
    queryKey: ["flow-traffic", flowId, period],
    queryFn: () => request<FlowTraffic>(`/flows/${flowId}/traffic`, { query: { period } }),
    enabled: period !== "off",
    refetchInterval: COUNT_AGAIN_MS,
  });
  const counts = useMemo(
    () => (period === "off" || data === undefined ? null : countsOf(data)),
    [period, data],
  );
  return { period, setPeriod, counts };
}
