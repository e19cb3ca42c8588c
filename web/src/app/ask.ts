import { useCallback } from "react";
import { useCommand } from "@/live";
import type { PersonCommand } from "@/protocol/frames";
import { useToast } from "@/ui";
import { useProblemText } from "./problems";

/** Asks the floor for something; what was refused is told in a toast, and the answer is whether it was done. */
export function useAsk(): (wanted: PersonCommand) => Promise<boolean> {
  const command = useCommand();
  const toast = useToast();
  const problemText = useProblemText();
  return useCallback(
    async (wanted) => {
      const problem = await command(wanted);
      if (problem !== undefined) toast({ text: problemText(problem), kind: "fault" });
      return problem === undefined;
    },
    [command, toast, problemText],
  );
}
