import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { useSession } from "@/app/session";
import type { InteractionDetail } from "@/protocol/conversations";
import { onStage, type Stage } from "@/testing/stage";
import { About } from "./About";

const ANSWERS = {
  "GET /me": {
    user_id: "usr_1",
    name: "Anna Kowalska",
    login: "anna@demo",
    role: "agent",
    roles: ["agent"],
    agent_id: "agt_1",
    language: "en",
    theme: "system",
    workspace: { workspace_id: "wsp_1", name: "Demo", slug: "demo", zone: "UTC", language: "en", demo: true },
  },
  "GET /dispositions": {
    items: [
      { disposition_id: "dsp_1", code: "DE", name: "Damaged", project_id: null },
      { disposition_id: "dsp_2", code: "OT", name: "Other", project_id: null },
      { disposition_id: "dsp_3", code: "BA", name: "Bank only", project_id: "prj_bank" },
    ],
    next: null,
  },
  "PUT /interactions/int_1/disposition": new Response(null, { status: 204 }),
};
const OVER = { interaction_id: "int_1", project_id: "prj_shop", notes: [], note_draft: null, caller: null };

function OnPage({ interaction }: { interaction: InteractionDetail }) {
  return useSession().data == null ? null : <About interaction={interaction} />;
}

const CARD = {
  contact_id: "con_1",
  name: "Marta",
  company: null,
  email: null,
  language: null,
  comment: null,
  numbers: ["1"],
  erased: false,
  owner_agent_id: null,
  owner_name: null,
  key_customer: true,
};
const CALLER = { contact_id: "con_1", name: "Marta", number: "1" };
const cardOf = (version: number, change: object = {}) =>
  Response.json({ ...CARD, ...change }, { headers: { ETag: `"${version}"` } });

describe("who has the customer's account", () => {
  const onPage = (roles: string[], change: object = {}): Stage => {
    const stage = onStage(
      <OnPage interaction={{ ...OVER, caller: CALLER } as unknown as InteractionDetail} />,
      {
        ...ANSWERS,
        "GET /me": { ...ANSWERS["GET /me"], roles },
        "GET /contacts/con_1": cardOf(1, change),
        "PATCH /contacts/con_1": cardOf(2, { owner_agent_id: "agt_2", owner_name: "Boris" }),
        "GET /contacts/con_1/interactions": { items: [], next: null },
        "GET /users": {
          items: [
            { user_id: "usr_2", agent_id: "agt_2", name: "Boris", disabled: false },
            { user_id: "usr_3", agent_id: null, name: "Ewa", disabled: false },
          ],
          next: null,
        },
      },
    );
    act(() => stage.server.open());
    return stage;
  };

  it("is chosen by who oversees, among agents", async () => {
    const stage = onPage(["supervisor"]);
    const field = await screen.findByRole<HTMLInputElement>("combobox", { name: "Account owner" });
    await userEvent.click(field);
    await userEvent.click(await screen.findByRole("option", { name: "Boris" }));
    expect(screen.queryByRole("option", { name: "Ewa" })).toBeNull();
    await screen.findByText("Card saved");
    expect(stage.heard.find(({ request }) => request.startsWith("PATCH"))).toMatchObject({
      body: { owner_agent_id: "agt_2" },
      ifMatch: '"1"',
    });
    await waitFor(() => expect(field.value).toBe("Boris"));
  });

  it("is read by others", async () => {
    onPage(["agent"], { owner_agent_id: "agt_2", owner_name: "Boris" });
    expect(await screen.findByText("Boris")).toBeTruthy();
    expect(screen.getByText("Key customer")).toBeTruthy();
    expect(screen.queryByRole("combobox", { name: "Account owner" })).toBeNull();
  });
});

function aboutOnStage(values: Partial<InteractionDetail>): Stage {
  const stage = onStage(<OnPage interaction={{ ...OVER, ...values } as InteractionDetail} />, ANSWERS);
  act(() => stage.server.open());
  return stage;
}

describe("what a conversation was about", () => {
  it("is said afterwards on its page, by whoever may, from what its project has", async () => {
    const stage = aboutOnStage({ disposition_id: null, disposition_name: null, may_correct: true });
    await userEvent.click(await screen.findByRole("button", { name: "Say what it was about" }));
    const damaged = await screen.findByRole("option", { name: "Damaged" });
    expect(screen.queryByRole("option", { name: "Bank only" })).toBeNull();
    await userEvent.click(damaged);
    await waitFor(() =>
      expect(stage.heard.find(({ request }) => request.startsWith("PUT"))).toMatchObject({
        request: "PUT /interactions/int_1/disposition",
        body: { disposition_id: "dsp_1" },
      }),
    );
    expect(await screen.findByRole("button", { name: "Say what it was about" })).toBeTruthy();
  });

  it("is only read by others", async () => {
    aboutOnStage({ disposition_id: "dsp_1", disposition_name: "Damaged", may_correct: false });
    expect(await screen.findByText("Damaged")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Change" })).toBeNull();
  });
});

describe("the form of a conversation", () => {
  const field = (name: string, kind: string) => ({ name, label: name, kind, choices: [], required: false });
  const form = { fields: [field("Order", "text"), field("Card", "card")], entries: [], may_write: true };

  it("takes a card's number here when nobody talks any more, for nothing would pause the recording", async () => {
    const answers = { ...ANSWERS, "GET /interactions/int_1/form": form };
    const of = (ended_at: string | null) => (
      <OnPage interaction={{ ...OVER, ended_at } as unknown as InteractionDetail} />
    );
    const live = onStage(of(null), answers);
    await screen.findByLabelText("Order");
    expect(screen.queryByLabelText("Card")).toBeNull();
    live.unmount();
    onStage(of("2026-11-21T12:00:00Z"), answers);
    await screen.findByLabelText("Card");
  });
});
