import { useEffect, useMemo, useRef } from "react";
import { useAsk } from "@/app/ask";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { useCommand, useConnection } from "@/live";
import type { CallView, PersonCommand } from "@/protocol/frames";
import { usePhone } from "@/softphone";
import type { Softphone } from "@/softphone/softphone";
import { useToast } from "@/ui";
import { askForNotifications } from "./attention";
import { useLookAtChecks } from "./check/data";

type Presence = "ready" | "not_ready" | "offline";

export interface DeskActions {
  setPresence: (presence: Presence, reason?: string) => void;
  answer: () => void;
  decline: (call: CallView | undefined) => void;
  hold: (call: CallView) => void;
  resume: (call: CallView) => void;
  hangUp: (call: CallView | undefined) => void;
  raiseHand: (call: CallView, raised: boolean) => void;
  pauseRecording: (call: CallView, paused: boolean) => void;
  moreTime: (call: CallView) => void;
  endRest: () => void;
}

/** What an agent does, as commands to the floor; what was refused is told in a toast. */
export function useDeskActions(agentId: string): DeskActions {
  const command = useCommand();
  const phone = usePhone();
  const { phone_kind: kind } = useMe();
  const toast = useToast();
  const asked = useAsk();
  const lookAtChecks = useLookAtChecks();
  const { t } = useText();
  const live = useConnection().state === "live";
  const unfinished = useRef<string>(undefined);

  useEffect(() => {
    // A call ended here while the server could not hear it: said as soon as it can.
    if (!live || unfinished.current === undefined) return;
    const interaction_id = unfinished.current;
    unfinished.current = undefined;
    void command({ type: "hang_up", agent_id: agentId, interaction_id });
  }, [live, command, agentId]);

  return useMemo(() => {
    const ask = (wanted: PersonCommand): void => void asked(wanted);
    const of = (call: CallView) => ({ agent_id: agentId, interaction_id: call.interaction_id });
    return {
      setPresence: (presence, reason) => {
        const set = () =>
          asked({ type: "set_presence", agent_id: agentId, presence, reason: reason ?? null });
        if (presence !== "ready" || kind === "desk") void set();
        else {
          askForNotifications();
          void microphoneOf(phone).then(async (open) => {
            if (open) {
              if (!(await set())) lookAtChecks();
            } else toast({ text: t("phone.notReadyWithout"), kind: "fault", lasts: 15_000 });
          });
        }
      },
      answer: phone.answer,
      decline: (call) => {
        if (live && call?.offer_id != null)
          ask({ type: "decline_offer", agent_id: agentId, offer_id: call.offer_id });
        else phone.hangUp();
      },
      hold: (call) => ask({ type: "hold", ...of(call) }),
      resume: (call) => ask({ type: "resume", ...of(call) }),
      hangUp: (call) => {
        if (live && call !== undefined) {
          ask({ type: "hang_up", ...of(call) });
          return;
        }
        unfinished.current = call?.interaction_id;
        phone.hangUp();
      },
      raiseHand: (call, raised) => ask({ type: "raise_hand", ...of(call), raised }),
      pauseRecording: (call, paused) =>
        ask({ type: paused ? "pause_recording" : "resume_recording", ...of(call) }),
      moreTime: (call) => ask({ type: "extend_wrap_up", ...of(call), seconds: 60 }),
      endRest: () => ask({ type: "end_rest", agent_id: agentId }),
    };
  }, [agentId, asked, kind, live, lookAtChecks, phone, toast, t]);
}

/** Whether calls could be heard from here; a microphone plugged in since is opened. */
async function microphoneOf(phone: Softphone): Promise<boolean> {
  return (phone.microphone.stream ?? (await phone.reopenMicrophone())) !== undefined;
}
