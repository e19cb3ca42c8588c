import { act, waitFor } from "@testing-library/react";
import { expect } from "vitest";
import { AgentScreens } from "@/agent/AgentShell";
import Desk from "@/agent/Desk";
import { useSession } from "@/app/session";
import { About } from "@/conversations/About";
import { useTopic } from "@/live";
import type { InteractionDetail } from "@/protocol/conversations";
import type { CallView } from "@/protocol/frames";
import { onStage, type Answers, type PlayedPhone, type Stage } from "./stage";

/** An agent's desk as the tests of its parts need it: who is signed in, what the server answers, and a call. */
export const AGENT = "agt_1";
export const ANSWERS: Answers = {
  "GET /me": {
    user_id: "usr_1",
    name: "Anna Kowalska",
    login: "anna@demo",
    role: "agent",
    roles: ["agent"],
    agent_id: AGENT,
    language: "en",
    theme: "system",
    auto_answer: false,
    phone_kind: "browser",
    workspace: { workspace_id: "wsp_1", name: "Demo", slug: "demo", zone: "UTC", language: "en", demo: true },
  },
  "POST /phone": {
    phone_session_id: "pho_1",
    endpoint: "a-1",
    uri: "sip:a-1@x",
    ws_path: "/ws",
    ice_servers: [],
  },
  "GET /reasons": { items: [{ reason_id: "rsn_1", code: "break", name: "Break" }], next: null },
  "GET /skills": { items: [{ skill_id: "skl_1", name: "Delivery" }], next: null },
  "GET /dispositions": {
    items: [
      { disposition_id: "dsp_1", code: "DE", name: "Damaged", project_id: null, effective: true },
      { disposition_id: "dsp_2", code: "OT", name: "Other", project_id: null, effective: true },
      {
        disposition_id: "dsp_3",
        code: "XX",
        name: "Of another project",
        project_id: "prj_9",
        effective: true,
      },
    ],
    next: null,
  },
  "POST /interactions/int_1/notes": { note_id: "nte_1" },
  "PUT /interactions/int_1/note-draft": {},
};

export const CALL: CallView = {
  interaction_id: "int_1",
  short_ref: "K7-204",
  state: "offered",
  since: "2026-11-21T12:00:00Z",
  started_at: "2026-11-21T12:00:00Z",
  number: "1000",
  project_id: "prj_1",
  project_name: "Furniture shop",
  client_name: "Oak",
  queue_id: "que_1",
  queue_name: "Delivery",
  language: "pl",
  contact_id: null,
  contact_known: false,
  caller_segment: null,
  caller_number: "+48221000417",
  data: {},
  caller_name: null,
  priority: 5,
  entered_queue_at: "2026-11-21T12:00:00Z",
  waited_ms: null,
  answered_at: null,
  hold_since: null,
  hold_ms: 0,
  agent_id: AGENT,
  agent_name: "Anna Kowalska",
  segment_id: null,
  recording: false,
  offer_id: "ofr_1",
  offer_deadline: "2026-11-21T12:00:20Z",
  why: { code: "longest_idle", candidates: 4, idle_ms: 192_000, skills: { skl_1: 6 } },
  wrap_up_deadline: null,
  keys: "2",
  direction: "in",
  callback: null,
  message: null,
  parties: [],
  from_name: null,
  transfers: 0,
  overseen: null,
  ways: [],
  flow_name: null,
  step: null,
  step_type: null,
  parked_at: null,
  introduction: null,
  owners: 0,
  greeting: null,
  say_recorded: false,
  paused_since: null,
  pausing: false,
  hand_since: null,
  hold_over: false,
};

export const RING = {
  type: "incoming",
  call: { id: "sip1", number: "48221000417", name: "", offerId: "ofr_1", interactionId: "int_1" },
  autoAnswer: false,
} as const;

export function OnlyDesk() {
  useTopic("desk");
  return useSession().data == null ? null : <Desk />;
}

export function OnPage({ interaction }: { interaction: InteractionDetail }) {
  return useSession().data == null ? null : (
    <main>
      <About interaction={interaction} />
    </main>
  );
}

export function WithShell() {
  return useSession().data == null ? null : <AgentScreens />;
}

export function show(
  stage: Stage,
  activity: string,
  call?: Partial<CallView>,
  phoneSession = "pho_1",
  more: object = {},
): void {
  const me = {
    agent_id: AGENT,
    name: "Anna Kowalska",
    presence: "ready",
    reason: null,
    activity,
    rest_until: null,
    rest_for: null,
    rest_may_end: false,
    since: "2026-11-21T12:00:00Z",
    phone: true,
    phone_session_id: phoneSession,
    ...more,
  };
  const calls = call === undefined ? {} : { int_1: { ...CALL, ...call } };
  act(() => stage.server.show(`desk:${AGENT}`, { me: { [AGENT]: me }, calls, queues: {}, today: {} }));
}

export async function deskOnStage(
  screenOf = <OnlyDesk />,
  answers = ANSWERS,
  before: (phone: PlayedPhone) => void = () => undefined,
): Promise<Stage> {
  const stage = onStage(screenOf, answers, before);
  act(() => stage.server.open());
  await waitFor(() => expect(stage.container.querySelector("main, header")).not.toBeNull());
  return stage;
}

export const WRAPPING = { state: "wrapping_up", offer_id: null } as const;
