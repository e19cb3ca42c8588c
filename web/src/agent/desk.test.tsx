import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { useSession } from "@/app/session";
import type { CallView } from "@/protocol/frames";
import { useTopic } from "@/live";
import { onStage, type Answers, type PlayedPhone, type Stage } from "@/testing/stage";
import { AgentScreens } from "./AgentShell";
import Desk from "./Desk";

const AGENT = "agt_1";
const ANSWERS: Answers = {
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

const CALL: CallView = {
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
  caller_number: "+48221000417",
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
};

const RING = {
  type: "incoming",
  call: { id: "sip1", number: "48221000417", name: "", offerId: "ofr_1", interactionId: "int_1" },
  autoAnswer: false,
} as const;

function OnlyDesk() {
  useTopic("desk");
  return useSession().data == null ? null : <Desk />;
}

function WithShell() {
  return useSession().data == null ? null : <AgentScreens />;
}

function show(stage: Stage, activity: string, call?: Partial<CallView>, phoneSession = "pho_1"): void {
  const me = {
    agent_id: AGENT,
    name: "Anna Kowalska",
    presence: "ready",
    reason: null,
    activity,
    since: "2026-11-21T12:00:00Z",
    phone: true,
    phone_session_id: phoneSession,
  };
  const calls = call === undefined ? {} : { int_1: { ...CALL, ...call } };
  act(() => stage.server.show(`desk:${AGENT}`, { me: { [AGENT]: me }, calls, queues: {}, today: {} }));
}

async function deskOnStage(
  screenOf = <OnlyDesk />,
  answers = ANSWERS,
  before: (phone: PlayedPhone) => void = () => undefined,
): Promise<Stage> {
  const stage = onStage(screenOf, answers, before);
  act(() => stage.server.open());
  await waitFor(() => expect(stage.container.querySelector("main, header")).not.toBeNull());
  return stage;
}

describe("the desk", () => {
  beforeEach(() => localStorage.clear());

  it("shows who is offered and why, and answers by F2 when the phone rings", async () => {
    const stage = await deskOnStage();
    show(stage, "offered", {});
    const offer = screen.getByRole("alertdialog");
    expect(offer.textContent).toContain("+48\u00a022\u00a0100\u00a004\u00a017");
    await waitFor(() =>
      expect(offer.textContent).toContain("Why you: Delivery 6, free for 3:12, longest of 4 people"),
    );
    act(() => stage.phone.play(RING));
    await userEvent.keyboard("{F2}");
    expect(stage.phone.state.call?.stage).toBe("answering");
    expect(document.title).toContain("Call offered");
  });

  it("passes an offer on with a command, not by the phone", async () => {
    const stage = await deskOnStage();
    show(stage, "offered", {});
    await userEvent.keyboard("{Shift>}{F2}{/Shift}");
    expect(stage.server.commands).toEqual([{ type: "decline_offer", agent_id: AGENT, offer_id: "ofr_1" }]);
  });

  it("holds, resumes and hangs up by commands", async () => {
    const stage = await deskOnStage();
    show(stage, "talking", { state: "talking", offer_id: null });
    await userEvent.keyboard("{F4}");
    show(stage, "hold", { state: "hold", offer_id: null });
    await userEvent.keyboard("{F4}{F10}");
    const of = { agent_id: AGENT, interaction_id: "int_1" };
    expect(stage.server.commands).toEqual([
      { type: "hold", ...of },
      { type: "resume", ...of },
      { type: "hang_up", ...of },
    ]);
  });

  it("answers a call that only the phone knows of, and ends it by the phone", async () => {
    const stage = await deskOnStage();
    show(stage, "idle");
    act(() => stage.server.say({ type: "away", since: "2026-11-21T12:00:00Z" }));
    act(() => stage.phone.play(RING));
    expect(screen.getByRole("alertdialog")).toBeTruthy();
    await userEvent.keyboard("{F2}");
    act(() => stage.phone.play({ type: "established", id: "sip1" }));
    expect(screen.getByText(/Talk as usual/)).toBeTruthy();
    await userEvent.keyboard("{F10}");
    expect(stage.server.commands).toEqual([]);
  });

  it("wraps up without a mouse: two letters, a note, Ctrl Enter; the note is kept first", async () => {
    const stage = await deskOnStage();
    show(stage, "talking", { state: "talking", offer_id: null });
    await userEvent.type(screen.getByLabelText("Note"), "Cover torn");
    show(stage, "wrapping_up", { state: "wrapping_up", offer_id: null });
    expect(screen.getByLabelText("Note")).toHaveProperty("value", "Cover torn");
    const about = screen.getByRole("combobox");
    await waitFor(() => expect(within(screen.getByRole("listbox")).getAllByRole("option")).toHaveLength(2));
    await userEvent.click(about);
    await userEvent.keyboard("de{Control>}{Enter}{/Control}");
    await waitFor(() => expect(stage.server.commands).toHaveLength(1));
    expect(stage.heard.find(({ request }) => request.endsWith("/notes"))?.body).toEqual({
      text: "Cover torn",
      note_id: expect.stringMatching(/^nte_[0-9a-f]{32}$/) as string,
    });
    expect(stage.server.commands[0]).toEqual({
      type: "finish_wrap_up",
      agent_id: AGENT,
      interaction_id: "int_1",
      disposition_id: "dsp_1",
      note_id: "nte_1",
      then: "ready",
      reason: null,
    });
    await waitFor(() => expect(localStorage.getItem("ringwell.note.int_1")).toBeNull());
  });

  it("keeps the draft and does not finish when the note cannot be kept", async () => {
    const away = Response.json({ code: "store_away" }, { status: 503 });
    const stage = await deskOnStage(<OnlyDesk />, { ...ANSWERS, "POST /interactions/int_1/notes": away });
    show(stage, "wrapping_up", { state: "wrapping_up", offer_id: null });
    await userEvent.type(screen.getByLabelText("Note"), "Cover torn{Control>}{Enter}{/Control}");
    await screen.findByText(/not saved yet/);
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() =>
      expect(stage.heard.filter(({ request }) => request.endsWith("/notes"))).toHaveLength(2),
    );
    const [first, second] = stage.heard.filter(({ request }) => request.endsWith("/notes"));
    expect(second?.body).toEqual(first?.body);
    expect(stage.server.commands).toEqual([]);
    expect(localStorage.getItem("ringwell.note.int_1")).toBe("Cover torn");
  });

  it("refuses Ready without a microphone, and says why", async () => {
    const stage = await deskOnStage(<OnlyDesk />, ANSWERS, (phone) => {
      phone.played.refusal = "NotAllowedError";
    });
    show(stage, "idle");
    const choose = async () => {
      await userEvent.click(screen.getByTitle("Change my state"));
      await userEvent.click(await screen.findByRole("menuitem", { name: "Ready" }));
    };
    await choose();
    await screen.findByText(/cannot be ready without a microphone/);
    expect(stage.server.commands).toEqual([]);
    stage.phone.played.refusal = undefined;
    await choose();
    await waitFor(() => expect(stage.server.commands[0]?.type).toBe("set_presence"));
  });

  it("reads a draft from this browser after a reload", async () => {
    localStorage.setItem("ringwell.note.int_1", "Works until four");
    const stage = await deskOnStage();
    show(stage, "talking", { state: "talking", offer_id: null });
    expect(screen.getByLabelText("Note")).toHaveProperty("value", "Works until four");
  });
});

describe("the desk's phone", () => {
  it("is asked for once, told to the brain, and reported ready", async () => {
    const stage = await deskOnStage(<WithShell />);
    await waitFor(() => expect(stage.phone.started).toBe(1));
    await waitFor(() =>
      expect(stage.server.commands.map(({ type }) => type)).toEqual(["phone_opened", "phone_ready"]),
    );
  });

  it("is not reported ready without a microphone, and is once there is one", async () => {
    const stage = await deskOnStage(<WithShell />, ANSWERS, (phone) => {
      phone.played.refusal = "NotFoundError";
    });
    await screen.findByText("No microphone found");
    await waitFor(() => expect(stage.server.commands).toHaveLength(1));
    show(stage, "idle");
    stage.phone.played.refusal = undefined;
    await act(() => stage.phone.reopenMicrophone());
    await waitFor(() => expect(stage.server.commands.at(-1)?.type).toBe("phone_ready"));
    await screen.findByText("Line good");
  });

  it("tells that an answer came to nothing", async () => {
    const stage = await deskOnStage(<WithShell />);
    act(() => stage.phone.play(RING));
    act(() => stage.phone.play({ type: "answer_failed", id: "sip1", why: "microphone" }));
    expect(await screen.findByText(/call was not answered: there is no microphone/)).toBeTruthy();
  });

  it("gives way when another page takes it, and takes it back only when asked", async () => {
    const stage = await deskOnStage(<WithShell />);
    await waitFor(() => expect(stage.server.commands).toHaveLength(2));
    show(stage, "idle");
    act(() => stage.server.say({ type: "notice", code: "phone_taken_over", params: {} }));
    expect(screen.getByText("Your desk is open in another tab")).toBeTruthy();
    expect(stage.phone.state.line).toBe("off");
    show(stage, "idle", undefined, "pho_2");
    expect(stage.server.commands).toHaveLength(2);
    await userEvent.click(screen.getByText("Work in this tab"));
    await waitFor(() => expect(stage.phone.started).toBe(2));
  });

  it("gives way when it wakes up and finds another page in its place", async () => {
    const stage = await deskOnStage(<WithShell />);
    await waitFor(() => expect(stage.server.commands).toHaveLength(2));
    show(stage, "idle");
    show(stage, "idle", undefined, "pho_2");
    expect(await screen.findByText("Your desk is open in another tab")).toBeTruthy();
  });

  it("tells a restarted brain again which page has the phone", async () => {
    const stage = await deskOnStage(<WithShell />);
    await waitFor(() => expect(stage.server.commands).toHaveLength(2));
    act(() => stage.server.say({ type: "away", since: "2026-11-21T12:00:00Z" }));
    act(() => stage.server.say({ type: "hello", epoch: "e2", server_time: "2026-11-21T12:00:03Z" }));
    await waitFor(() =>
      expect(stage.server.commands.map(({ type }) => type)).toEqual([
        "phone_opened",
        "phone_ready",
        "phone_opened",
        "phone_ready",
      ]),
    );
  });
});
