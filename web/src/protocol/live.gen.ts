// Made by `npm run generate` from the server's definitions. Do not edit.

export interface LiveWire {}
/**
 * Collection `agents`; also the single entity `me` of a desk. `since` is when this state (presence, reason, activity) began.
 *
 *     `helps` tells how it came to the call that is offered or goes on: of a backup group, or lent by another project. `rest_until`: a limit
 *     (`rest_for`) keeps it from callers until then; `rest_may_end`: the agent may end that sooner. `guest`: it is in a colleague's call as a third
 *     party, and talks.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "AgentView".
 */
export interface AgentView {
  activity: "consulting" | "hold" | "idle" | "offered" | "resting" | "talking" | "wrapping_up";
  agent_id: string;
  guest?: boolean;
  helps: ("backup" | "lent") | null;
  interaction_id: string | null;
  misses: number;
  name: string;
  phone: boolean;
  phone_session_id: string | null;
  presence: "not_ready" | "offline" | "ready";
  project_ids: string[];
  queue_id: string | null;
  reason: string | null;
  rest_for: ("breather" | "occupancy") | null;
  rest_may_end: boolean;
  rest_until: string | null;
  since: string;
  site_id: string | null;
  skills: {
    [k: string]: number;
  };
  team_id: string | null;
  with_name: string | null;
}
/**
 * Collection `alerts`: what needs a hand now. `code` with parameters is worded at the screen.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "AlertView".
 */
export interface AlertView {
  alert_id: string;
  code: string;
  level: string;
  params: {
    [k: string]: unknown;
  };
  since: string;
}
/**
 * The brain is away: figures are old from here, the phone still works. A Hello and snapshots follow when it is back.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Away".
 */
export interface Away {
  since: string;
  type: "away";
}
/**
 * An agent calls somebody who gave up: `interaction_id`, as `callback_id`, under which the edge has kept the number.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "CallFollowUp".
 */
export interface CallFollowUp {
  agent_id: string;
  callback_id: string;
  contact_id: string;
  interaction_id: string;
  number_id?: string | null;
  queue_id: string;
  type: "call_follow_up";
}
/**
 * The agent has heard the voice message that it answers, and calls who has left it.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "CallMessage".
 */
export interface CallMessage {
  agent_id: string;
  interaction_id: string;
  type: "call_message";
}
/**
 * The agent in this call calls somebody else; the caller hears music meanwhile. Exactly one of a colleague, a queue (whoever of its own
 *     people has been free the longest) and a number outside. Who answers in a conference joins it.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "CallParty".
 */
export interface CallParty {
  agent_id: string;
  interaction_id: string;
  number?: string | null;
  queue_id?: string | null;
  to_agent_id?: string | null;
  type: "call_party";
}
/**
 * Collection `calls`: an interaction that is up, or in an agent's wrap-up.
 *
 *     `state`: flow, waiting, offered, callback (it waits, the customer is not on the line), dialling (the customer is being rung), message (the agent hears the voice message that it answers), talking, hold, lost (the agent's leg is being restored), voicemail, ending, wrapping_up.
 *     transferring (the agent has let the caller go to somebody who is being rung), outside (the caller talks to somebody outside, without an agent), parked (the caller hears music, for whoever picks the call up).
 *     On a desk it is what the call is to that agent: offered also where a colleague calls, wrapping_up also while another talks.
 *     `paused_since`: nothing is recorded since then; `pausing` until the switch has said so.
 *     `hold_over`: the caller has been on hold for too long. `hand_since`: the agent asks who oversees for help.
 *     `data`: what the caller has entered, and what services told of it, by the flow's names.
 *     `overseen`: somebody who oversees is in on it, as far as the agent may know.
 *     `owners`: how many of the client's own are on the call-out list of its project.
 *     `ways`: how somebody who oversees may be in on it now, and whether one who is may take it over.
 *     `flow_name` and `step` (of the type `step_type`) tell where in its flow the caller is.
 *     `parked_at`: the place at which it is parked.
 *     `greeting`: what its agent, or on a desk that one, says first for the project, with the names filled in. `say_recorded`: it is the agent, too, who tells who is
 *     called that the call is recorded.
 *     `caller_segment`: what the workspace calls such callers.
 *     `from_name` let the caller go last, or asks the reader to come. `answered_at` is when the caller first came to a person: a leg that was lost and restored does not change it.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "CallView".
 */
export interface CallView {
  agent_id: string | null;
  agent_name: string | null;
  answered_at: string | null;
  callback: CallbackView | null;
  caller_name: string | null;
  caller_number: string;
  caller_segment: string | null;
  client_name: string | null;
  contact_id: string | null;
  contact_known: boolean;
  data: {
    [k: string]: string;
  };
  direction: "in" | "out";
  entered_queue_at: string | null;
  flow_name: string | null;
  from_name: string | null;
  greeting: string | null;
  hand_since: string | null;
  hold_ms: number;
  hold_over: boolean;
  hold_since: string | null;
  interaction_id: string;
  introduction: IntroductionView | null;
  keys: string;
  language: string;
  message: MessageView | null;
  number: string;
  offer_deadline: string | null;
  offer_id: string | null;
  overseen: ("join" | "listen" | "whisper") | null;
  owners: number;
  parked_at: number | null;
  parties: PartyView[];
  paused_since: string | null;
  pausing: boolean;
  priority: number;
  project_id: string | null;
  project_name: string | null;
  queue_id: string | null;
  queue_name: string | null;
  recording: boolean;
  say_recorded: boolean;
  segment_id: string | null;
  short_ref: string;
  since: string;
  started_at: string;
  state: string;
  step: string | null;
  step_type: string | null;
  transfers: number;
  waited_ms: number | null;
  ways: ("join" | "listen" | "take_over" | "whisper")[];
  why: {
    [k: string]: unknown;
  } | null;
  wrap_up_deadline: string | null;
}
/**
 * Of a call that goes back: whose wait it ends. `again_at`: not before then; `attempts` begun so far; `answered`: the customer is on the
 *     line. `promised_by` is when nine in ten would have been answered.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "CallbackView".
 */
export interface CallbackView {
  again_at: string | null;
  answered: boolean;
  asked_at: string;
  attempts: number;
  keeps_until: string;
  mode: "agent_first" | "customer_first";
  promised_by: string | null;
  waiting_since: string | null;
}
/**
 * The client's owners are being rung for this call: `rung` of `listed`, `owner_name` the last one. `answered_since`: one has answered, and
 *     what came of it is to be said; `unreached`: none has.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "IntroductionView".
 */
export interface IntroductionView {
  answered_since: string | null;
  listed: number;
  owner_name: string | null;
  rings_s: number | null;
  rung: number;
  since: string;
  unreached: boolean;
}
/**
 * The voice message that a call answers: `recording_id` of the conversation `interaction_id` in which it was left, to be seen to as `promise_id`.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "MessageView".
 */
export interface MessageView {
  interaction_id: string;
  promise_id: string;
  recording_id: string;
}
/**
 * A third party of a call: a colleague, or (no `agent_id`) somebody outside, whose `number` is known until the brain restarts.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "PartyView".
 */
export interface PartyView {
  agent_id: string | null;
  by_name: string | null;
  kind: "agent" | "outside";
  muted: boolean;
  name: string | null;
  number: string | null;
  party_id: string;
  purpose: "consult" | "forward" | "owner" | "pick_up" | "reserve" | "return" | "transfer";
  since: string;
  state: "held" | "joined" | "ringing";
}
/**
 * A supervisor takes back a callback that has not been kept yet.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "CancelCallback".
 */
export interface CancelCallback {
  interaction_id: string;
  type: "cancel_callback";
}
/**
 * The agent has dealt with the voice message without a call.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "CloseMessage".
 */
export interface CloseMessage {
  agent_id: string;
  interaction_id: string;
  type: "close_message";
}
/**
 * `id` is the idempotency key (a UUID made by the page); a repeated id gets the first answer again.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Command".
 */
export interface Command {
  command:
    | SetPresence
    | Deal
    | Pull
    | CallMessage
    | CloseMessage
    | DeclineOffer
    | HangUp
    | Hold
    | Resume
    | ExtendWrapUp
    | FinishWrapUp
    | EndRest
    | PhoneOpened
    | PhoneReady
    | CancelCallback
    | ForgetCallback
    | CallFollowUp
    | PlaceCall
    | CallParty
    | Transfer
    | CompleteTransfer
    | SwapParties
    | JoinAll
    | TakeBack
    | Park
    | PickUp
    | MuteParty
    | RemoveParty
    | IntroduceOwner
    | OwnerSaid
    | Listen
    | StopListening
    | TakeOver
    | PauseRecording
    | RaiseHand
    | ResumeRecording
    | TryTrunk;
  id: string;
  type: "command";
}
/**
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "SetPresence".
 */
export interface SetPresence {
  agent_id: string;
  presence: "not_ready" | "offline" | "ready";
  reason?: string | null;
  type: "set_presence";
}
/**
 * A supervisor puts a caller who waits before this agent, whatever queues and skills say.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Deal".
 */
export interface Deal {
  agent_id: string;
  interaction_id: string;
  type: "deal";
}
/**
 * An agent takes a caller who waits, of those whom it could be given by some ring (`GET /api/v1/routing/waiting`).
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Pull".
 */
export interface Pull {
  agent_id: string;
  interaction_id: string;
  type: "pull";
}
/**
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "DeclineOffer".
 */
export interface DeclineOffer {
  agent_id: string;
  offer_id: string;
  type: "decline_offer";
}
/**
 * The only way an agent at a browser ends a call.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "HangUp".
 */
export interface HangUp {
  agent_id: string;
  interaction_id: string;
  type: "hang_up";
}
/**
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Hold".
 */
export interface Hold {
  agent_id: string;
  interaction_id: string;
  type: "hold";
}
/**
 * Back from hold.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Resume".
 */
export interface Resume {
  agent_id: string;
  interaction_id: string;
  type: "resume";
}
/**
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "ExtendWrapUp".
 */
export interface ExtendWrapUp {
  agent_id: string;
  interaction_id: string;
  seconds?: number;
  type: "extend_wrap_up";
}
/**
 * `note_id` names a note already kept (POST /api/v1/interactions/{id}/notes); acknowledged only when committed.
 *
 *     Without `then` the agent's presence stays as it was chosen.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "FinishWrapUp".
 */
export interface FinishWrapUp {
  agent_id: string;
  disposition_id?: string | null;
  interaction_id: string;
  note_id?: string | null;
  reason?: string | null;
  then?: ("not_ready" | "ready") | null;
  type: "finish_wrap_up";
}
/**
 * An agent whom a limit keeps from callers wants the next one now; refused where the limit does not let it.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "EndRest".
 */
export interface EndRest {
  agent_id: string;
  type: "end_rest";
}
/**
 * A page of this agent has been given the phone (the edge says so when it hands out the secret).
 *
 *     Pages with another phone session are told that they lost it; a leg of the old page is hung up and its call kept.
 *     `interaction_id` is the call whose sound this page carries: only the page itself can tell whether it still is the one
 *     that a brain which has begun since knows from the log.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "PhoneOpened".
 */
export interface PhoneOpened {
  agent_id: string;
  interaction_id?: string | null;
  phone_session_id: string;
  type: "phone_opened";
}
/**
 * The page's phone has registered: a call that lost its browser rings here now, answering by itself.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "PhoneReady".
 */
export interface PhoneReady {
  agent_id: string;
  phone_session_id: string;
  type: "phone_ready";
}
/**
 * Who is owed this callback has been erased, and the number with them (the edge says so).
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "ForgetCallback".
 */
export interface ForgetCallback {
  interaction_id: string;
  type: "forget_callback";
}
/**
 * An agent calls somebody on its own account, for a queue's project: as `call_id`, under which the edge has kept the `number`.
 *     `number_id` is the one that is shown.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "PlaceCall".
 */
export interface PlaceCall {
  agent_id: string;
  call_id: string;
  contact_id: string;
  number: string;
  number_id?: string | null;
  queue_id: string;
  type: "place_call";
}
/**
 * The agent lets the caller go without asking: exactly one of a colleague, a number outside, a queue (`front`: before all others) and a
 *     flow. Where nobody answers, the caller comes back to the agent, or goes to the front of the queue.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Transfer".
 */
export interface Transfer {
  agent_id: string;
  flow_id?: string | null;
  front?: boolean;
  interaction_id: string;
  number?: string | null;
  queue_id?: string | null;
  to_agent_id?: string | null;
  type: "transfer";
}
/**
 * The agent leaves; `party_id`, or a colleague in the call, or whoever else is, goes on with the caller. One who is still being rung
 *     gets the caller on answering.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "CompleteTransfer".
 */
export interface CompleteTransfer {
  agent_id: string;
  interaction_id: string;
  party_id?: string | null;
  type: "complete_transfer";
}
/**
 * From those who were called to the caller, or back; the others hear music.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "SwapParties".
 */
export interface SwapParties {
  agent_id: string;
  interaction_id: string;
  type: "swap_parties";
}
/**
 * Everybody hears everybody: a conference, of ten at most.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "JoinAll".
 */
export interface JoinAll {
  agent_id: string;
  interaction_id: string;
  type: "join_all";
}
/**
 * Back to the caller alone: the others are hung up.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "TakeBack".
 */
export interface TakeBack {
  agent_id: string;
  interaction_id: string;
  type: "take_back";
}
/**
 * The agent leaves the caller, who hears music, at a numbered place, for whoever picks the call up; what is noted of it is kept by the page
 *     before.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Park".
 */
export interface Park {
  agent_id: string;
  interaction_id: string;
  type: "park";
}
/**
 * The agent takes a parked call: its phone rings, answering by itself.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "PickUp".
 */
export interface PickUp {
  agent_id: string;
  interaction_id: string;
  type: "pick_up";
}
/**
 * Nobody hears the party, or everybody again.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "MuteParty".
 */
export interface MuteParty {
  agent_id: string;
  interaction_id: string;
  muted: boolean;
  party_id: string;
  type: "mute_party";
}
/**
 * Hang up one who was called.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "RemoveParty".
 */
export interface RemoveParty {
  agent_id: string;
  interaction_id: string;
  party_id: string;
  type: "remove_party";
}
/**
 * The agent in this call has the client's owners rung, one after another, while the caller hears music. Who answers hears the agent; then
 *     `complete_transfer`, `join_all`, `owner_said` or `take_back`.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "IntroduceOwner".
 */
export interface IntroduceOwner {
  agent_id: string;
  interaction_id: string;
  type: "introduce_owner";
}
/**
 * Back to the caller with what came of it. `note_id` names the owner's answer (POST /api/v1/interactions/{id}/notes), `promise_id` the message to
 *     the owner or the call back (POST /api/v1/promises): kept before this is asked. Acknowledged only when committed.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "OwnerSaid".
 */
export interface OwnerSaid {
  agent_id: string;
  interaction_id: string;
  note_id?: string | null;
  outcome: "answered" | "call_back" | "message";
  promise_id?: string | null;
  type: "owner_said";
}
/**
 * Who oversees is in on this call, wherever it is: heard by nobody (`listen`), by its agent (`whisper`) or by all who talk (`join`). Asked again, in
 *     another way; what a call admits now stands in its `ways`. It goes on to wherever the call goes, silently where nobody is there any more who was
 *     spoken to.
 *
 *     The asker's own phone (`POST /api/v1/listening-phone`) is rung.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Listen".
 */
export interface Listen {
  interaction_id: string;
  mode?: "join" | "listen" | "whisper";
  type: "listen";
}
/**
 * Leave this call; without one, whichever it is (the edge says so when somebody else has ended the asker's sessions).
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "StopListening".
 */
export interface StopListening {
  interaction_id?: string | null;
  type: "stop_listening";
}
/**
 * Who is in on this call, and is an agent, too, has it from now on: instead of its agent, or taken out of its flow, a queue, or from where it is
 *     parked.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "TakeOver".
 */
export interface TakeOver {
  interaction_id: string;
  type: "take_over";
}
/**
 * Nothing of the call is recorded until it is resumed, as for card data. `agent_id` is whose call it is, or (`why` form)
 *     who is in its talk; None: who oversees asks.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "PauseRecording".
 */
export interface PauseRecording {
  agent_id: string | null;
  interaction_id: string;
  type: "pause_recording";
  why?: "api" | "button" | "form";
}
/**
 * The agent in this call asks who oversees for help, or (`raised` false) takes it back.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "RaiseHand".
 */
export interface RaiseHand {
  agent_id: string;
  interaction_id: string;
  raised?: boolean;
  type: "raise_hand";
}
/**
 * The recording goes on. A field of a form that was left (`why` form) ends only the pause that it has begun.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "ResumeRecording".
 */
export interface ResumeRecording {
  agent_id: string | null;
  interaction_id: string;
  type: "resume_recording";
  why?: "api" | "button" | "form";
}
/**
 * Call a number by this trunk, with this leg, to see whether it works.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "TryTrunk".
 */
export interface TryTrunk {
  leg_id: string;
  number: string;
  trunk_id: string;
  type: "try_trunk";
}
/**
 * Changes that lead from `seq - 1` to `seq` of this topic. A gap or another epoch means: subscribe again.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Delta".
 */
export interface Delta {
  changes: (Put | Remove)[];
  epoch: string;
  seq: number;
  topic: string;
  type: "delta";
}
/**
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Put".
 */
export interface Put {
  collection: string;
  id: string;
  type: "put";
  value: unknown;
}
/**
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Remove".
 */
export interface Remove {
  collection: string;
  id: string;
  type: "remove";
}
/**
 * First frame. `epoch` changes when the brain restarts; `server_time` lets the page correct its clock.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Hello".
 */
export interface Hello {
  epoch: string;
  server_time: string;
  type: "hello";
}
/**
 * Collection `listening` of the board: somebody who oversees is in on a call, by leg; `up` once they hear it.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "ListeningView".
 */
export interface ListeningView {
  interaction_id: string;
  leg_id: string;
  mode: "join" | "listen" | "whisper";
  since: string;
  up: boolean;
  user_id: string;
}
/**
 * Something to tell this person now: phone_taken_over, missed_calls_paused, state_changed_by_supervisor, call_restored, …
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Notice".
 */
export interface Notice {
  code: string;
  params?: {
    [k: string]: string | number | null;
  };
  type: "notice";
}
/**
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Ping".
 */
export interface Ping {
  type: "ping";
}
/**
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Pong".
 */
export interface Pong {
  server_time: string;
  type: "pong";
}
/**
 * A stable code and its parameters; the page has the words.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Problem".
 */
export interface Problem {
  code: string;
  params?: {
    [k: string]: string | number | null;
  };
}
/**
 * Collection `queues`. Figures are today's in the workspace's zone; `service_level` is None before the first result.
 *
 *     `expected_wait_s`: within which nine in ten who came now would be answered; of `quotes` so many were `quotes_kept`. Callbacks that wait are
 *     apart from callers on the line (`waiting`). Of `answered` so many were `transferred` at least once.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "QueueView".
 */
export interface QueueView {
  abandoned: number;
  answered: number;
  answered_in_target: number;
  callbacks_asked: number;
  callbacks_failed: number;
  callbacks_kept: number;
  callbacks_late: number;
  callbacks_waiting: number;
  client_name: string;
  expected_wait_s: number | null;
  longest_since: string | null;
  name: string;
  offered: number;
  parked: number;
  project_name: string;
  queue_id: string;
  quotes: number;
  quotes_kept: number;
  ready: number;
  service_level: number | null;
  service_level_target: number;
  short_abandoned: number;
  staffed: number;
  talking: number;
  target_s: number;
  transferred: number;
  wait_sum_ms: number;
  waiting: number;
}
/**
 * The answer to a command. `problem` is None when it was done.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Reply".
 */
export interface Reply {
  id: string;
  problem?: Problem | null;
  type: "reply";
}
/**
 * Collection `rings`: a queue that its pressure has opened beyond its own people, by queue. `rings` are numbers from 1; `groups` and
 *     `lenders` are ids of the backup groups and projects whose people may take its callers now.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "RingsView".
 */
export interface RingsView {
  groups: string[];
  lenders: string[];
  project_id: string;
  queue_id: string;
  queue_name: string;
  rings: number[];
  since: string;
}
/**
 * The whole topic as of `seq`: collection → id → entity.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Snapshot".
 */
export interface Snapshot {
  collections: {
    [k: string]: {
      [k: string]: unknown;
    };
  };
  epoch: string;
  seq: number;
  topic: string;
  type: "snapshot";
}
/**
 * Ask for a topic: `desk` (one's own; the edge makes it `desk:{agent_id}`) or `board`. Also used to resync: a snapshot follows.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Subscribe".
 */
export interface Subscribe {
  topic: string;
  type: "subscribe";
}
/**
 * Single entity `today` of a desk: the agent's own figures so far today.
 *
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "TodayView".
 */
export interface TodayView {
  acw_ms: number;
  handled: number;
  hold_ms: number;
  missed: number;
  ready_ms: number;
  talk_ms: number;
  transferred: number;
}
/**
 * This interface was referenced by `LiveWire`'s JSON-Schema
 * via the `definition` "Unsubscribe".
 */
export interface Unsubscribe {
  topic: string;
  type: "unsubscribe";
}
