import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { InteractionDetail } from "@/protocol/conversations";
import { AGENT, ANSWERS, deskOnStage, OnlyDesk, OnPage, RING, show, WRAPPING } from "@/testing/desk";
import { OversightContext } from "@/oversight/context";
import { playedOversight } from "@/testing/oversight";
import type { Answers, Stage } from "@/testing/stage";

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

  it("mutes and sends keys by the telephone on which a call was taken over", async () => {
    const taken = playedOversight({ interaction_id: "int_1", agent_name: null });
    const handset = taken.phone;
    const stage = await deskOnStage(
      <OversightContext value={taken}>
        <OnlyDesk />
      </OversightContext>,
    );
    show(stage, "talking", { state: "talking", offer_id: null });
    expect(screen.getByRole("button", { name: /Mute/ })).toHaveProperty("disabled", true);
    act(() => handset.play(RING));
    act(() => handset.play({ type: "established", id: "sip1" }));
    await userEvent.keyboard("{F8}");
    expect([handset.state.muted, stage.phone.state.muted]).toEqual([true, false]);
    const sent = vi.spyOn(handset, "sendKey");
    await userEvent.keyboard("{F7}5");
    expect(sent.mock.calls).toEqual([["5"]]);
  });

  it("wraps up without a mouse: two letters, a note, Ctrl Enter; the note is kept first", async () => {
    const stage = await deskOnStage();
    show(stage, "talking", { state: "talking", offer_id: null });
    await userEvent.type(screen.getByLabelText("Note"), "Cover torn");
    show(stage, "wrapping_up", { state: "wrapping_up", offer_id: null });
    const note = screen.getByLabelText("Note");
    expect(note).toHaveProperty("value", "Cover torn");
    expect(document.activeElement).toBe(note);
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
      then: null,
      reason: null,
    });
    await waitFor(() => expect(localStorage.getItem("ringwell.note.usr_1.int_1")).toBeNull());
  });

  it("ends the call without taking the caret from whoever types; else what it was about is asked", async () => {
    const stage = await deskOnStage();
    show(stage, "talking", { state: "talking", offer_id: null });
    await userEvent.type(screen.getByLabelText("Note"), "Cover tn{ArrowLeft}o");
    show(stage, "wrapping_up", WRAPPING);
    await userEvent.keyboard("r");
    expect(screen.getByLabelText("Note")).toHaveProperty("value", "Cover torn");
    show(stage, "idle");
    show(stage, "wrapping_up", WRAPPING);
    expect(document.activeElement).toBe(screen.getByRole("combobox"));
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
    expect(localStorage.getItem("ringwell.note.usr_1.int_1")).toBe("Cover torn");
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
    localStorage.setItem("ringwell.note.usr_1.int_1", "Works until four");
    const stage = await deskOnStage();
    show(stage, "talking", { state: "talking", offer_id: null });
    expect(screen.getByLabelText("Note")).toHaveProperty("value", "Works until four");
  });
});

describe("what was typed during a call", () => {
  beforeEach(() => localStorage.clear());
  const drafts = (stage: Stage) => stage.heard.filter(({ request }) => request.endsWith("/note-draft"));
  const ROW = {
    interaction_id: "int_1",
    caller: { contact_id: "con_1", name: "Marta", number: "1", erased: false },
    queue_name: "Delivery",
    started_at: "2026-11-21T12:00:00Z",
  };

  it("goes to the server while typing does not pause", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const stage = await deskOnStage();
    show(stage, "talking", { state: "talking", offer_id: null });
    const typist = userEvent.setup({ advanceTimers: (by) => vi.advanceTimersByTime(by), delay: 500 });
    await typist.type(screen.getByLabelText("Note"), "Never stops typing");
    vi.useRealTimers();
    expect(drafts(stage).length).toBeGreaterThan(0);
  });

  it("is not lost when the time for wrap-up runs out, and is found in my conversations", async () => {
    const answers: Answers = { ...ANSWERS, "GET /interactions": { items: [], next: null } };
    const stage = await deskOnStage(<OnlyDesk />, answers);
    show(stage, "wrapping_up", WRAPPING);
    await userEvent.type(screen.getByLabelText("Note"), "Cover torn");
    expect(drafts(stage)).toHaveLength(0);
    answers["GET /interactions"] = { items: [ROW], next: null };
    show(stage, "idle");
    await waitFor(() => expect(drafts(stage).map(({ body }) => body)).toEqual([{ text: "Cover torn" }]));
    const row = await screen.findByRole("link", { name: /Marta.*Note not finished/ });
    expect(row.getAttribute("href")).toBe("/conversations/int_1");
  });

  it("goes to the server when the page is left", async () => {
    const stage = await deskOnStage();
    show(stage, "talking", { state: "talking", offer_id: null });
    await userEvent.type(screen.getByLabelText("Note"), "Cover");
    act(() => void window.dispatchEvent(new Event("pagehide")));
    expect(drafts(stage).map(({ body }) => body)).toEqual([{ text: "Cover" }]);
  });

  it("does not come back as a draft after it was kept", async () => {
    const stage = await deskOnStage();
    show(stage, "wrapping_up", WRAPPING);
    await userEvent.type(screen.getByLabelText("Note"), "Cover torn{Control>}{Enter}{/Control}");
    await waitFor(() => expect(stage.server.commands).toHaveLength(1));
    show(stage, "idle");
    expect(drafts(stage)).toEqual([]);
  });

  it("waits on the conversation's page to be finished", async () => {
    const interaction = { ...ROW, note_draft: "Wants a refund", notes: [], caller: null };
    const stage = await deskOnStage(<OnPage interaction={interaction as unknown as InteractionDetail} />);
    expect(await screen.findByLabelText("Add a note")).toHaveProperty("value", "Wants a refund");
    await userEvent.click(screen.getByText("Keep the note"));
    await waitFor(() => expect(screen.getByLabelText("Add a note")).toHaveProperty("value", ""));
    expect(stage.heard.at(-1)?.request).not.toContain("note-draft");
    expect(stage.heard.find(({ request }) => request.endsWith("/notes"))?.body).toMatchObject({
      text: "Wants a refund",
    });
  });
});

describe("the end of a wrap-up", () => {
  beforeEach(() => localStorage.clear());

  it("is named after what the agent has chosen to be, and does that", async () => {
    const stage = await deskOnStage();
    show(stage, "wrapping_up", WRAPPING, "pho_1", { presence: "not_ready", reason: "rsn_1" });
    expect(screen.queryByText("next call after it")).toBeNull();
    await userEvent.click(await screen.findByText("Done, then Break"));
    await userEvent.click(screen.getByText("Done, ready for the next"));
    await waitFor(() => expect(stage.server.commands).toHaveLength(2));
    expect(stage.server.commands).toMatchObject([{ then: null }, { then: "ready" }]);
  });

  it("needs no code where the workspace has none yet, and says so", async () => {
    const stage = await deskOnStage(<OnlyDesk />, {
      ...ANSWERS,
      "GET /dispositions": { items: [], next: null },
    });
    show(stage, "wrapping_up", WRAPPING);
    await screen.findByText(/There are no codes yet/);
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(stage.server.commands[0]).toMatchObject({ disposition_id: null }));
  });

  it("waits for the codes, should the agent be quicker", async () => {
    let come: (codes: unknown) => void = () => undefined;
    const codes = new Promise((resolve) => (come = resolve));
    const stage = await deskOnStage(<OnlyDesk />, { ...ANSWERS, "GET /dispositions": codes });
    show(stage, "wrapping_up", WRAPPING);
    await userEvent.type(screen.getByRole("combobox"), "de{Control>}{Enter}{/Control}");
    expect(stage.server.commands).toEqual([]);
    come(ANSWERS["GET /dispositions"]);
    await waitFor(() => expect(stage.server.commands[0]).toMatchObject({ disposition_id: "dsp_1" }));
  });

  it("takes the marked row of what was begun, and stops at what is nothing", async () => {
    const stage = await deskOnStage(<OnlyDesk />, {
      ...ANSWERS,
      "GET /dispositions": {
        items: [
          { disposition_id: "dsp_1", code: "DE", name: "Damaged", project_id: null },
          { disposition_id: "dsp_2", code: "DX", name: "Exchange", project_id: null },
        ],
        next: null,
      },
    });
    show(stage, "wrapping_up", WRAPPING);
    await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(2));
    await userEvent.type(screen.getByRole("combobox"), "q{Control>}{Enter}{/Control}");
    await screen.findByText(/Nothing begins like this. Choose/);
    expect(stage.server.commands).toEqual([]);
    await userEvent.clear(screen.getByRole("combobox"));
    await userEvent.type(screen.getByRole("combobox"), "d{Control>}{Enter}{/Control}");
    await waitFor(() => expect(stage.server.commands[0]).toMatchObject({ disposition_id: "dsp_1" }));
    await userEvent.type(screen.getByRole("combobox"), "{ArrowDown}{Control>}{Enter}{/Control}");
    await waitFor(() => expect(stage.server.commands[1]).toMatchObject({ disposition_id: "dsp_2" }));
  });
});

describe("a breather", () => {
  const RESTING = { rest_until: "2026-11-21T12:03:00Z", rest_for: "breather", rest_may_end: true };

  it("says until when, and may be ended where the rule lets one", async () => {
    const stage = await deskOnStage();
    show(stage, "resting", undefined, "pho_1", RESTING);
    await screen.findByText(/^Breather until \d\d:03$/);
    await userEvent.click(screen.getByText("End it now"));
    await waitFor(() => expect(stage.server.commands[0]?.type).toBe("end_rest"));
  });

  it("is taken to its end where it has to be", async () => {
    const stage = await deskOnStage();
    show(stage, "resting", undefined, "pho_1", { ...RESTING, rest_may_end: false });
    await screen.findByText("So many calls in a row: no call now.");
    expect(screen.queryByText("End it now")).toBeNull();
  });
});
