import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { request } from "@/protocol/api";
import type { FlowDocument, FlowFindings, FlowProblem } from "@/protocol/configuration";

const REST_MS = 400;
const NONE: readonly FlowProblem[] = [];

/** A document that has rested for a moment, and the how-manieth it is. */
interface Rested {
  document: FlowDocument;
  turn: number;
}

/** What is wrong with the drawing, asked for when it has been drawn and rests: a large one is shown before it is judged. */
export function useProblems(flowId: string, document: FlowDocument): readonly FlowProblem[] {
  const [rested, setRested] = useState<Rested>();
  useEffect(() => {
    const timer = setTimeout(
      () => setRested((before) => ({ document, turn: (before?.turn ?? 0) + 1 })),
      REST_MS,
    );
    return () => clearTimeout(timer);
  }, [document]);
  const { data } = useQuery({
    // By its turn: a key that held the document would be written out whole at each look.
    queryKey: ["flow-check", flowId, rested?.turn ?? 0],
    queryFn: ({ signal }) =>
      request<FlowFindings>("/flows/check", {
        method: "POST",
        query: { flow_id: flowId },
        body: rested?.document,
        signal,
      }),
    enabled: rested !== undefined,
    staleTime: Infinity,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  return data?.problems ?? NONE;
}
