import { useMemo, useRef, useState } from "react";
import { useAsk } from "@/app/ask";
import { useProblemText } from "@/app/problems";
import type { Note } from "@/app/note";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { CallView } from "@/protocol/frames";
import { useToast } from "@/ui";

export type Outcome = "answered" | "message" | "call_back";

export interface OwnerActions {
  introduce: () => void;
  /** Back to the caller with what the note says, which is kept first; `dueAt` for a call back. */
  said: (outcome: Outcome, dueAt?: string) => void;
  busy: boolean;
}

/** Keeps a message to the client, or that the customer is called back: under one id it is kept once. */
async function promise(
  promise_id: string,
  call: CallView,
  kind: "message" | "call_back",
  text: string,
  dueAt: string | undefined,
): Promise<string> {
  const customer = { to_name: call.caller_name ?? "", to_number: call.caller_number };
  const body = {
    promise_id,
    interaction_id: call.interaction_id,
    kind,
    text,
    due_at: dueAt ?? null,
    ...(kind === "call_back" && customer),
  };
  await request("/promises", { method: "POST", body });
  return promise_id;
}

/** What the call's agent does about the client's owner, as commands; what was refused is told in a toast. */
export function useOwner(agentId: string, call: CallView, note: Note): OwnerActions {
  const { t } = useText();
  const ask = useAsk();
  const toast = useToast();
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const interactionId = call.interaction_id;
  // What is sent again after an answer that was lost is no second promise.
  const tried = useRef<{ words: string; id: string }>(undefined);
  return useMemo(() => {
    const of = { agent_id: agentId, interaction_id: interactionId };
    const idOf = (...about: (string | undefined)[]): string => {
      const words = [interactionId, note.text.trim(), ...about].join("\n");
      if (tried.current?.words !== words) {
        tried.current = { words, id: `prm_${crypto.randomUUID().replaceAll("-", "")}` };
      }
      return tried.current.id;
    };
    const keepAndSay = async (outcome: Outcome, dueAt: string | undefined): Promise<void> => {
      try {
        const kept =
          outcome === "answered"
            ? { note_id: await note.keep() }
            : { promise_id: await promise(idOf(outcome, dueAt), call, outcome, note.text.trim(), dueAt) };
        if (!(await ask({ type: "owner_said", ...of, outcome, ...kept }))) return;
        if (outcome === "answered") note.clear();
        else note.write("");
      } catch (error) {
        toast({ text: `${t("desk.notDone")} ${problemText(error)}`, kind: "fault" });
      } finally {
        setBusy(false);
      }
    };
    return {
      introduce: () => void ask({ type: "introduce_owner", ...of }),
      said: (outcome, dueAt) => {
        setBusy(true);
        void keepAndSay(outcome, dueAt);
      },
      busy,
    };
  }, [agentId, interactionId, call, ask, note, busy, problemText, t, toast]);
}
