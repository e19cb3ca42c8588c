/**
 * The browser's telephone, decided without a browser: `step(state, event)` gives the next state and what to do.
 * It carries media only. Hold, transfer and hang-up of a routed call are commands to the server, and losing this page
 * never ends a call: the server rings the next page with `autoAnswer`.
 */
export type Line =
  /** No account yet, or another tab has the phone. */
  | "off"
  | "connecting"
  /** Registered: calls can come. */
  | "ready"
  /** The connection broke; it is being restored. A call's audio goes on meanwhile. */
  | "lost"
  /** The switch refused the account. */
  | "refused";

export interface Call {
  /** The SIP call, not the interaction. */
  id: string;
  direction: "in" | "out";
  /** `dialling`: asked for here, not yet known to the switch. */
  stage: "dialling" | "ringing" | "answering" | "up";
  /** The other side's number as the switch tells it. */
  number: string;
  name: string;
  offerId: string | undefined;
  interactionId: string | undefined;
}

export interface PhoneState {
  line: Line;
  call: Call | undefined;
  muted: boolean;
  /** Answer every call at once. */
  autoAnswer: boolean;
  /** Why the last own call did not come about: the SIP status, or 0. */
  lastFailure: number | undefined;
  /** Why the last offered call could not be answered here; until the next one comes. */
  unanswered: "microphone" | "line" | undefined;
}

export type PhoneEvent =
  | { type: "started" }
  | { type: "stopped" }
  | { type: "socket_lost" }
  | { type: "registered" }
  | { type: "registration_refused"; status: number }
  | { type: "unregistered" }
  | {
      type: "incoming";
      call: Omit<Call, "direction" | "stage">;
      autoAnswer: boolean;
      /** This conversation was muted when the page was last left. */
      wasMuted?: boolean;
    }
  | { type: "dial_asked"; id: string; number: string }
  | { type: "dial_failed"; id: string }
  | { type: "dialled"; id: string; number: string }
  | { type: "answer_failed"; id: string; why: "microphone" | "line" }
  | { type: "answer_asked" }
  | { type: "hang_up_asked" }
  | { type: "mute_asked"; muted: boolean }
  | { type: "auto_answer_set"; on: boolean }
  | { type: "established"; id: string }
  | { type: "ended"; id: string; status: number };

export type Effect =
  | { do: "answer"; id: string }
  /** Let the agent hear that a call comes, then answer it. */
  | { do: "announce_and_answer"; id: string }
  | { do: "dial"; id: string; number: string }
  | { do: "refuse_busy"; id: string }
  /** End our leg at the switch. */
  | { do: "hang_up"; id: string }
  /** Send a re-INVITE, so that we learn of a goodbye that passed while the socket was away. */
  | { do: "renew"; id: string }
  | { do: "set_microphone"; open: boolean }
  /** So that a reload does not open the microphone of an agent who had muted it. */
  | { do: "remember_mute"; interactionId: string; muted: boolean }
  | { do: "ring"; on: boolean };

export const SILENT: PhoneState = {
  line: "off",
  call: undefined,
  muted: false,
  autoAnswer: false,
  lastFailure: undefined,
  unanswered: undefined,
};

export interface Next {
  state: PhoneState;
  effects: Effect[];
}

export function step(state: PhoneState, event: PhoneEvent): Next {
  switch (event.type) {
    case "started":
      return still({ ...state, line: "connecting" });
    case "stopped":
      return { state: { ...SILENT, autoAnswer: state.autoAnswer }, effects: [{ do: "ring", on: false }] };
    case "socket_lost":
      return still(state.line === "off" ? state : { ...state, line: "lost" });
    case "registered":
      return registered(state);
    case "registration_refused":
      return still({ ...state, line: refused(event.status) ? "refused" : "lost" });
    case "unregistered":
      return still(state.line === "ready" ? { ...state, line: "connecting" } : state);
    case "incoming":
      return incoming(state, event);
    case "dial_asked":
      return dial(state, event.id, event.number);
    case "dial_failed":
      return still(state.call?.id === event.id ? { ...state, call: undefined } : state);
    case "dialled":
      return dialled(state, event.id, event.number);
    case "answer_failed":
      return still(state.call?.id === event.id ? { ...state, unanswered: event.why } : state);
    case "answer_asked":
      return answer(state);
    case "hang_up_asked":
      return hangUp(state);
    case "mute_asked":
      return {
        state: { ...state, muted: event.muted },
        effects: [{ do: "set_microphone", open: !event.muted }, ...remembered(state.call, event.muted)],
      };
    case "auto_answer_set":
      return still({ ...state, autoAnswer: event.on });
    case "established":
      return established(state, event.id);
    case "ended":
      return ended(state, event);
  }
}

function still(state: PhoneState): Next {
  return { state, effects: [] };
}

/** A wrong or revoked account; anything else (no answer, overload) passes by itself. */
function refused(status: number): boolean {
  return status === 401 || status === 403 || status === 404;
}

function registered(state: PhoneState): Next {
  const renew = state.line === "lost" && state.call?.stage === "up";
  const effects: Effect[] = renew && state.call !== undefined ? [{ do: "renew", id: state.call.id }] : [];
  return { state: { ...state, line: "ready" }, effects };
}

function incoming(state: PhoneState, event: Extract<PhoneEvent, { type: "incoming" }>): Next {
  const effects: Effect[] = [];
  if (state.call !== undefined) {
    // The server restores our lost leg: the old one is dead, whatever this page still believes.
    if (!event.autoAnswer) return { state, effects: [{ do: "refuse_busy", id: event.call.id }] };
    effects.push({ do: "hang_up", id: state.call.id });
  }
  const atOnce = event.autoAnswer || state.autoAnswer;
  const call: Call = { ...event.call, direction: "in", stage: atOnce ? "answering" : "ringing" };
  if (!atOnce) effects.push({ do: "ring", on: true });
  // A restored call goes on at once; a new one is first heard to come.
  else effects.push({ do: event.autoAnswer ? "answer" : "announce_and_answer", id: call.id });
  // A restored call keeps its mute: the agent had pressed it for a reason.
  const muted = state.call === undefined ? event.autoAnswer && event.wasMuted === true : state.muted;
  effects.push({ do: "set_microphone", open: !muted });
  return { state: { ...state, call, muted, lastFailure: undefined, unanswered: undefined }, effects };
}

/** The call is there from the first press: a second press, while the microphone is still asked for, dials nothing. */
function dial(state: PhoneState, id: string, number: string): Next {
  if (state.call !== undefined || state.line !== "ready") return still(state);
  const call: Call = {
    id,
    direction: "out",
    stage: "dialling",
    number,
    name: "",
    offerId: undefined,
    interactionId: undefined,
  };
  return {
    state: { ...state, call, muted: false, lastFailure: undefined },
    effects: [
      { do: "set_microphone", open: true },
      { do: "dial", id, number },
    ],
  };
}

function dialled(state: PhoneState, id: string, number: string): Next {
  // Given up in the meantime.
  if (state.call?.stage !== "dialling") return { state, effects: [{ do: "hang_up", id }] };
  return still({ ...state, call: { ...state.call, id, number, stage: "ringing" } });
}

function hangUp(state: PhoneState): Next {
  if (state.call === undefined) return still(state);
  if (state.call.stage === "dialling") return still({ ...state, call: undefined });
  return { state, effects: [{ do: "hang_up", id: state.call.id }] };
}

function remembered(call: Call | undefined, muted: boolean): Effect[] {
  return call?.interactionId === undefined
    ? []
    : [{ do: "remember_mute", interactionId: call.interactionId, muted }];
}

function answer(state: PhoneState): Next {
  if (state.call?.direction !== "in" || state.call.stage !== "ringing") return still(state);
  const call: Call = { ...state.call, stage: "answering" };
  return {
    state: { ...state, call },
    effects: [
      { do: "ring", on: false },
      { do: "answer", id: call.id },
    ],
  };
}

function established(state: PhoneState, id: string): Next {
  if (state.call?.id !== id) return still(state);
  return { state: { ...state, call: { ...state.call, stage: "up" } }, effects: [{ do: "ring", on: false }] };
}

function ended(state: PhoneState, event: Extract<PhoneEvent, { type: "ended" }>): Next {
  if (state.call?.id !== event.id) return still(state);
  const failed = state.call.direction === "out" && state.call.stage === "ringing" && event.status >= 300;
  return {
    state: { ...state, call: undefined, muted: false, lastFailure: failed ? event.status : undefined },
    effects: [
      { do: "ring", on: false },
      ...remembered(state.call, false),
      { do: "set_microphone", open: true },
    ],
  };
}
