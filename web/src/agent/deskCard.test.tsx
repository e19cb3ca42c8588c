import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { ANSWERS, deskOnStage, OnlyDesk, show } from "@/testing/desk";
import type { Answers, Stage } from "@/testing/stage";

describe("the customer's card", () => {
  beforeEach(() => localStorage.clear());
  const card = (version: number, change: object = {}) =>
    Response.json(
      {
        contact_id: "con_1",
        name: "Marta",
        company: null,
        email: null,
        language: null,
        comment: null,
        numbers: ["1"],
        ...change,
      },
      { headers: { ETag: `"${version}"` } },
    );
  const REFUSED = Response.json({ code: "version_conflict" }, { status: 412 });
  const TALKING = { state: "talking", offer_id: null, contact_id: "con_1", contact_known: true } as const;
  const answersOf = (): Answers => ({
    ...ANSWERS,
    "GET /contacts/con_1": card(1),
    "PATCH /contacts/con_1": REFUSED,
    "GET /contacts/con_1/interactions": {
      items: [
        { interaction_id: "int_1", talk_ms: 0, started_at: "2026-11-21T12:00:00Z", queue_name: "Now" },
        { interaction_id: "int_0", talk_ms: 0, started_at: "2026-11-20T12:00:00Z", queue_name: "Orders" },
      ].map((row) => ({ disposition_name: null, agent_name: null, ...row })),
      next: null,
    },
  });
  const typeCompany = async () => {
    await userEvent.click(await screen.findByText("Edit"));
    await userEvent.type(screen.getByLabelText("Company"), "ACME");
  };
  const changes = (stage: Stage) =>
    stage.heard.filter(({ request }) => request.startsWith("PATCH /contacts"));

  it("shows the number of whom one talks to plainly: nobody can be called meanwhile", async () => {
    const stage = await deskOnStage(<OnlyDesk />, {
      ...answersOf(),
      "GET /contacts/con_1": card(1, { numbers: ["+48221000417"] }),
    });
    show(stage, "talking", TALKING);
    const panel = await screen.findByRole("complementary", { name: "Customer" });
    await within(panel).findByText("+48 22 100 04 17");
    expect(within(panel).queryByRole("button", { name: /^Call/ })).toBeNull();
  });

  it("can be saved after somebody else has changed it, mine on top", async () => {
    const answers = answersOf();
    const stage = await deskOnStage(<OnlyDesk />, answers);
    show(stage, "talking", TALKING);
    await typeCompany();
    answers["GET /contacts/con_1"] = card(2, { company: "Oak" });
    await userEvent.click(screen.getByText("Save"));
    expect((await screen.findByText(/With them/)).textContent).toContain("Company – Oak");
    answers["PATCH /contacts/con_1"] = card(3, { company: "ACME" });
    await userEvent.click(screen.getByText("Save mine on top"));
    await screen.findByText("Card saved");
    expect(changes(stage).map(({ ifMatch }) => ifMatch)).toEqual(['"1"', '"2"']);
    answers["PATCH /contacts/con_1"] = REFUSED;
    await userEvent.click(screen.getByText("Undo"));
    await screen.findByText("Somebody else has changed this card");
    expect(changes(stage).at(-1)).toMatchObject({ ifMatch: '"3"', body: { company: "Oak" } });
  });

  it("shows theirs when that is wanted", async () => {
    const answers = answersOf();
    const stage = await deskOnStage(<OnlyDesk />, answers);
    show(stage, "talking", TALKING);
    await typeCompany();
    answers["GET /contacts/con_1"] = card(2, { company: "Oak" });
    await userEvent.click(screen.getByText("Save"));
    await userEvent.click(await screen.findByText("Take theirs"));
    expect(await screen.findByText("Oak")).toBeTruthy();
    expect(localStorage.getItem("ringwell.card.usr_1.con_1")).toBeNull();
  });

  it("keeps what was typed when the call goes, for the next time", async () => {
    const stage = await deskOnStage(<OnlyDesk />, answersOf());
    show(stage, "talking", TALKING);
    await typeCompany();
    show(stage, "idle");
    show(stage, "talking", TALKING);
    expect(await screen.findByLabelText("Company")).toHaveProperty("value", "ACME");
  });

  it("lists other conversations only, each with its page", async () => {
    const stage = await deskOnStage(<OnlyDesk />, answersOf());
    show(stage, "talking", TALKING);
    const row = await screen.findByRole("link", { name: /Orders/ });
    expect(row.getAttribute("href")).toBe("/conversations/int_0");
    expect(screen.queryByText("Now")).toBeNull();
  });
});
