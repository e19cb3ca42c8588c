import type { AgentView, CallView } from "@/protocol/frames";
import type { StateName } from "@/ui";

/** The colour, shape and word of an agent's whole state. */
export function agentState(me: Pick<AgentView, "presence" | "activity" | "guest">): StateName {
  switch (me.activity) {
    case "offered":
    case "talking":
    case "hold":
      return me.activity;
    case "consulting":
      // The customer hears music; who was called talks to the colleague all the same.
      return me.guest === true ? "talking" : "hold";
    case "wrapping_up":
      return "wrapup";
    case "resting": // kept from calls for a while: to others no other than not ready
    case "idle":
      if (me.activity === "resting" && me.presence === "ready") return "notready";
      return me.presence === "not_ready" ? "notready" : me.presence;
  }
}

/** Of a call on this desk. */
export function callState(call: Pick<CallView, "state">): StateName {
  switch (call.state) {
    case "offered":
    case "talking":
    case "hold":
      return call.state;
    case "wrapping_up":
      return "wrapup";
    case "dialling":
      return "offered";
    case "message":
      return "talking";
    case "lost":
      return "near";
    default:
      return "within";
  }
}

const ORDER = ["talking", "hold", "lost", "dialling", "message", "offered", "ending", "wrapping_up"];

/** The calls of a desk, the one in hand first. */
export function inOrder(calls: Readonly<Record<string, CallView>>): CallView[] {
  const rank = (call: CallView): number => (ORDER.indexOf(call.state) + ORDER.length) % ORDER.length;
  return Object.values(calls).sort((a, b) => rank(a) - rank(b) || a.started_at.localeCompare(b.started_at));
}

/** Whether the two hear, or should hear, each other. */
export function inTalk(call: CallView): boolean {
  return call.state === "talking" || call.state === "hold" || call.state === "lost";
}

/** Whether the recording of this call can be paused, or can go on. */
export function canPause(call: CallView | undefined): call is CallView {
  return call !== undefined && call.recording && inTalk(call) && call.state !== "lost";
}
