import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { AGENT, ANSWERS, deskOnStage, OnlyDesk, show, WRAPPING } from "@/testing/desk";
import type { Stage } from "@/testing/stage";

const FIELDS = [
  { name: "order", label: "Order number", kind: "text", choices: [], required: true },
  { name: "amount", label: "Amount", kind: "number", choices: [], required: false },
  { name: "card", label: "Card", kind: "card", choices: [], required: false },
];
const EMPTY = { fields: FIELDS, entries: [], may_write: true, erased: false };
const FORM = { ...ANSWERS, "GET /interactions/int_1/form": EMPTY, "PATCH /interactions/int_1/form": EMPTY };
const TALK = { state: "talking", offer_id: null, recording: true } as const;
const PAUSED = { ...TALK, paused_since: "2026-11-21T12:00:30Z" } as const;
const FIELD = { agent_id: AGENT, interaction_id: "int_1", why: "form" };

function sent(stage: Stage): unknown[] {
  return stage.heard.filter(({ request }) => request.startsWith("PATCH")).map(({ body }) => body);
}

async function cardOf(stage: Stage): Promise<HTMLInputElement> {
  show(stage, "talking", TALK);
  return screen.findByLabelText<HTMLInputElement>("Card");
}

describe("the form of a call", () => {
  beforeEach(() => localStorage.clear());

  it("is sent soon after it was typed, all fields together", async () => {
    const stage = await deskOnStage(<OnlyDesk />, FORM);
    show(stage, "talking", TALK);
    await userEvent.type(await screen.findByLabelText(/Order number/), "4711");
    await userEvent.type(screen.getByLabelText("Amount"), "12,5");
    await waitFor(() => expect(sent(stage)).toEqual([{ values: { order: "4711", amount: 12.5 } }]), {
      timeout: 3_000,
    });
    expect(localStorage.getItem("ringwell.form.usr_1.int_1")).toBeNull();
  });

  it("takes a choice by its first letter and Enter", async () => {
    const choices = ["Delivery", "Payment"];
    const fields = [{ name: "why", label: "Why", kind: "choice", choices, required: false }];
    const stage = await deskOnStage(<OnlyDesk />, {
      ...FORM,
      "GET /interactions/int_1/form": { ...EMPTY, fields },
    });
    show(stage, "talking", TALK);
    const why = await screen.findByLabelText("Why", { selector: "input" });
    act(() => why.focus());
    await userEvent.keyboard("p");
    await new Promise((later) => setTimeout(later)); // the list opens, and marks what is chosen
    await userEvent.keyboard("{Enter}");
    expect(why).toHaveProperty("value", "Payment");
  });

  it("goes on from what an earlier page could not send", async () => {
    localStorage.setItem("ringwell.form.usr_1.int_1", JSON.stringify({ order: "left" }));
    const stage = await deskOnStage(<OnlyDesk />, FORM);
    show(stage, "talking", TALK);
    await waitFor(() => expect(sent(stage)).toEqual([{ values: { order: "left" } }]));
  });

  it("is not sent again by whoever may write in it no more", async () => {
    const name = "ringwell.form.usr_1.int_1";
    localStorage.setItem(name, JSON.stringify({ order: "left" }));
    const refused = Response.json({ code: "forbidden" }, { status: 403 });
    const stage = await deskOnStage(<OnlyDesk />, { ...FORM, "PATCH /interactions/int_1/form": refused });
    show(stage, "talking", TALK);
    await waitFor(() => expect(localStorage.getItem(name)).toBeNull());
    expect(sent(stage)).toEqual([{ values: { order: "left" } }]);
  });

  it("keeps of a card the last four digits, and pauses the recording while it is typed", async () => {
    const stage = await deskOnStage(<OnlyDesk />, FORM);
    const card = await cardOf(stage);
    await userEvent.click(card);
    expect(stage.server.commands).toEqual([{ type: "pause_recording", ...FIELD }]);
    show(stage, "talking", { ...PAUSED, pausing: true });
    await screen.findByText(/is being paused/);
    await userEvent.type(card, "4111");
    expect(card.value).toBe("");
    show(stage, "talking", PAUSED);
    await screen.findByText("Recording paused");
    await userEvent.type(card, "4111111111111111");
    expect(card.value).toBe("4111 1111 1111 1111");
    await userEvent.tab();
    expect(stage.server.commands.at(-1)).toEqual({ type: "resume_recording", ...FIELD });
    expect(card.value).toBe("•••• 1111");
    expect(JSON.stringify(Object.entries(localStorage))).not.toContain("4111");
    await waitFor(() => expect(sent(stage)).toEqual([{ values: { card: "1111" } }]), { timeout: 3_000 });
  });

  it("does not take a number with a wrong digit", async () => {
    const stage = await deskOnStage(<OnlyDesk />, FORM);
    const card = await cardOf(stage);
    show(stage, "talking", { ...TALK, recording: false });
    await userEvent.type(card, "4111111111111112{Enter}");
    await screen.findByText(/no card number/);
    expect(sent(stage)).toEqual([]);
  });

  it("takes no digit where the recording cannot be paused, and says so", async () => {
    const stage = await deskOnStage(<OnlyDesk />, FORM);
    stage.server.refused["pause_recording"] = "call.not_talking";
    const card = await cardOf(stage);
    await userEvent.click(card);
    await screen.findByText(/The recording could not be paused/);
    await userEvent.type(card, "4111");
    expect(card.value).toBe("");
  });

  it("takes none without a connection, ends no pause then, and asks again when it is back", async () => {
    const stage = await deskOnStage(<OnlyDesk />, FORM);
    const card = await cardOf(stage);
    await userEvent.click(card);
    show(stage, "talking", PAUSED);
    await userEvent.type(card, "4111");
    act(() => stage.server.onclose?.({ code: 1006 }));
    await screen.findByText(/No connection/);
    await userEvent.type(card, "9");
    expect(card.value).toBe("4111");
    await waitFor(() => expect(stage.server.onopen).not.toBeNull(), { timeout: 4_000 });
    act(() => stage.server.open());
    await waitFor(() => expect(stage.server.commands).toHaveLength(2));
    expect(stage.server.commands).toEqual([1, 2].map(() => ({ type: "pause_recording", ...FIELD })));
    await screen.findByText("Recording paused");
    await userEvent.type(card, "1");
    expect(card.value).toBe("4111 1");
  });

  it("asks for no pause where nothing is recorded", async () => {
    const stage = await deskOnStage(<OnlyDesk />, FORM);
    show(stage, "talking", { ...TALK, recording: false });
    await userEvent.click(await screen.findByLabelText("Card"));
    await screen.findByText("This call is not recorded.");
    expect(stage.server.commands).toEqual([]);
  });

  it("leaves the field when the recording goes on by itself", async () => {
    const stage = await deskOnStage(<OnlyDesk />, FORM);
    const card = await cardOf(stage);
    await userEvent.click(card);
    show(stage, "talking", PAUSED);
    await screen.findByText("Recording paused");
    show(stage, "talking", TALK);
    await screen.findByText(/The recording goes on/);
    expect(document.activeElement).not.toBe(card);
  });

  it("is asked for once before the wrap-up ends, and keeps what was typed first", async () => {
    const stage = await deskOnStage(<OnlyDesk />, FORM);
    show(stage, "wrapping_up", WRAPPING);
    await userEvent.type(await screen.findByLabelText("Amount"), "5");
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await screen.findByText(/Still empty: Order number/);
    expect(sent(stage)).toEqual([{ values: { amount: 5 } }]);
    expect(document.activeElement).toBe(screen.getByLabelText(/Order number/));
    expect(stage.server.commands).toEqual([]);
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(stage.server.commands.at(-1)?.type).toBe("finish_wrap_up"));
  });

  it("is looked at again when somebody else has filled it in", async () => {
    const stage = await deskOnStage(<OnlyDesk />, FORM);
    show(stage, "talking", TALK);
    await screen.findByLabelText(/Order number/);
    const reads = () =>
      stage.heard.filter(({ request }) => request === "GET /interactions/int_1/form").length;
    const before = reads();
    stage.server.say({ type: "notice", code: "form_changed", params: {} });
    await waitFor(() => expect(reads()).toBeGreaterThan(before));
  });
});
