import { useMemo } from "react";
import { useAsk } from "@/app/ask";
import type { CallView } from "@/protocol/frames";

/** Whom a call may be brought to: exactly one of these. */
export interface Target {
  to_agent_id?: string;
  queue_id?: string;
  flow_id?: string;
  number?: string;
  front?: boolean;
}

export interface TransferActions {
  call: (target: Target) => Promise<boolean>;
  send: (target: Target) => Promise<boolean>;
  complete: (partyId?: string) => void;
  swap: () => void;
  joinAll: () => void;
  takeBack: () => void;
  mute: (partyId: string, muted: boolean) => void;
  remove: (partyId: string) => void;
  park: () => Promise<boolean>;
}

/** What the call's agent does with it and others, as commands; what was refused is told in a toast. */
export function useTransfer(agentId: string, call: CallView | undefined): TransferActions {
  const ask = useAsk();
  const interactionId = call?.interaction_id ?? "";
  return useMemo(() => {
    const of = { agent_id: agentId, interaction_id: interactionId };
    return {
      call: ({ to_agent_id, queue_id, number }) =>
        ask({ type: "call_party", ...of, ...chosen({ to_agent_id, queue_id, number }) }),
      send: (target) => ask({ type: "transfer", ...of, ...chosen(target) }),
      complete: (party_id) => void ask({ type: "complete_transfer", ...of, party_id: party_id ?? null }),
      swap: () => void ask({ type: "swap_parties", ...of }),
      joinAll: () => void ask({ type: "join_all", ...of }),
      takeBack: () => void ask({ type: "take_back", ...of }),
      mute: (party_id, muted) => void ask({ type: "mute_party", ...of, party_id, muted }),
      park: () => ask({ type: "park", ...of }),
      remove: (party_id) => void ask({ type: "remove_party", ...of, party_id }),
    };
  }, [agentId, interactionId, ask]);
}

/** Without what was left open. */
function chosen<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
