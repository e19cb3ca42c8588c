import { useCallback, useEffect, useState } from "react";
import { useCommand, useConnection } from "@/live";
import { request } from "@/protocol/api";
import type { CallView } from "@/protocol/frames";

/** The call as it stands on the desk of whoever fills in the form. */
export interface OwnCall {
  call: CallView;
  agentId: string;
}

/**
 * `pausing` and `paused` as the switch has said; `failed`: what is said is recorded all the same; `over`: the recording
 * goes on although the field had not been left.
 */
export type FieldPause = "none" | "pausing" | "paused" | "failed" | "over";

/**
 * Nothing of the call is recorded while a field has the focus. The server ends it by itself when the call goes to
 * somebody else, and after two minutes; then the field is left (`onOver`), so that who is in it knows.
 */
export function usePauseInField(own: OwnCall | undefined, onOver: () => void) {
  const command = useCommand();
  const live = useConnection().state === "live";
  const [inside, setInside] = useState(false);
  const [told, setTold] = useState<"failed" | "over">();
  const [confirmed, setConfirmed] = useState(false);
  const interactionId = own?.call.interaction_id;
  const agentId = own?.agentId;
  const recorded = own?.call.recording === true;
  const paused = own !== undefined && own.call.paused_since !== null;
  const pausing = own?.call.pausing === true;

  useEffect(() => {
    if (!inside || !live || !recorded || interactionId === undefined || agentId === undefined) return;
    const about = { agent_id: agentId, interaction_id: interactionId, why: "form" } as const;
    // The page goes without a word otherwise.
    const leave = () =>
      void request(`/interactions/${interactionId}/recording/resume`, {
        method: "POST",
        body: { why: "form" },
        keepalive: true,
      }).catch(() => undefined);
    window.addEventListener("pagehide", leave);
    void command({ type: "pause_recording", ...about }).then((problem) => {
      if (problem !== undefined) setTold("failed");
    });
    return () => {
      window.removeEventListener("pagehide", leave);
      void command({ type: "resume_recording", ...about });
    };
  }, [inside, live, recorded, interactionId, agentId, command]);

  if (inside && paused && !pausing && !confirmed) setConfirmed(true);
  if (inside && confirmed && !paused && own !== undefined) {
    setConfirmed(false);
    setTold("over");
  }
  useEffect(() => {
    if (told === "over") onOver();
  }, [told, onOver]);

  const enter = useCallback(() => {
    setConfirmed(false);
    setTold(undefined);
    setInside(true);
  }, []);
  const leave = useCallback(() => setInside(false), []);
  const now: FieldPause =
    own === undefined ? "none" : inside && paused ? (pausing ? "pausing" : "paused") : "none";
  return { enter, leave, state: now === "none" ? (told ?? now) : now };
}
