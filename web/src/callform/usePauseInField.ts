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
 * `pausing` until the switch has said that nothing is recorded: `paused`. `away`: nobody can be asked now; `failed`: what is
 * said is recorded all the same; `over`: the recording goes on although the field had not been left.
 */
export type FieldPause = "none" | "away" | "pausing" | "paused" | "failed" | "over";

/**
 * Nothing of the call is recorded while a field has the focus, and nothing may be typed before that is so (`open`). The server
 * ends the pause by itself when the call goes to somebody else, and after two minutes; then the field is left (`onOver`), so
 * that who is in it knows. A connection that is lost ends no pause, and when it is back the server is asked again.
 */
export function usePauseInField(own: OwnCall | undefined, onOver: () => void) {
  const command = useCommand();
  const live = useConnection().state === "live";
  const [inside, setInside] = useState(false);
  const [told, setTold] = useState<"failed" | "over">();
  const [answered, setAnswered] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const interactionId = own?.call.interaction_id;
  const agentId = own?.agentId;
  const recorded = own?.call.recording === true;
  const paused = own !== undefined && own.call.paused_since !== null;
  const silent = paused && !own.call.pausing;

  useEffect(() => {
    if (!inside || !recorded || interactionId === undefined || agentId === undefined) return;
    // The page goes without a word otherwise.
    const leave = () =>
      void request(`/interactions/${interactionId}/recording/resume`, {
        method: "POST",
        body: { why: "form" },
        keepalive: true,
      }).catch(() => undefined);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      void command({
        type: "resume_recording",
        agent_id: agentId,
        interaction_id: interactionId,
        why: "form",
      });
    };
  }, [inside, recorded, interactionId, agentId, command]);

  useEffect(() => {
    if (!inside || !live || !recorded || interactionId === undefined || agentId === undefined) return;
    let here = true;
    void command({
      type: "pause_recording",
      agent_id: agentId,
      interaction_id: interactionId,
      why: "form",
    }).then((problem) => {
      if (!here) return;
      if (problem === undefined) setAnswered(true);
      else setTold("failed");
    });
    return () => {
      here = false;
      setAnswered(false);
    };
  }, [inside, live, recorded, interactionId, agentId, command]);

  if (inside && silent && !confirmed) setConfirmed(true);
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
  const state = stateOf();
  return { enter, leave, state, open: own === undefined || (live && (!recorded || state === "paused")) };

  function stateOf(): FieldPause {
    if (own === undefined) return "none";
    if (inside && !live) return "away";
    if (!inside || !recorded) return told ?? "none";
    return silent && answered ? "paused" : (told ?? "pausing");
  }
}
