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
