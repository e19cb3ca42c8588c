import { useCallback } from "react";
import { useProblemText } from "@/app/problems";
import { useText } from "@/i18n/TextProvider";
import { useCollection, useCommand } from "@/live";
import type { AgentView } from "@/protocol/frames";
import { useToast } from "@/ui";

export interface Wanted {
  presence: AgentView["presence"];
  reason: string | null;
}

/** Changes another person's state at once; the toast takes it back. */
export function usePresence(): (agentId: string, wanted: Wanted) => Promise<void> {
  const { t, tCode } = useText();
  const agents = useCollection("board", "agents");
  const command = useCommand();
  const toast = useToast();
  const problemText = useProblemText();

  return useCallback(
    async (agentId, wanted) => {
      const agent = agents[agentId];
      if (agent === undefined) return;
      const ask = async ({ presence, reason }: Wanted): Promise<boolean> => {
        const problem = await command({ type: "set_presence", agent_id: agentId, presence, reason });
        if (problem !== undefined) toast({ kind: "fault", text: `${agent.name}: ${problemText(problem)}` });
        return problem === undefined;
      };
      const before = { presence: agent.presence, reason: agent.reason };
      if (!(await ask(wanted))) return;
      const state = tCode(`board.now_${wanted.presence}`) ?? wanted.presence;
      toast({ text: t("board.changed", { name: agent.name, state }), undo: () => void ask(before) });
    },
    [agents, command, toast, problemText, t, tCode],
  );
}
