import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { deskOnStage, OnlyDesk, show } from "@/testing/desk";

const CALLBACK = {
  asked_at: "2026-11-21T12:00:00Z",
  promised_by: null,
  attempts: 0,
  answered: false,
  waiting_since: "2026-11-21T12:00:00Z",
  again_at: null,
  keeps_until: "2026-11-21T20:00:00Z",
  mode: "agent_first" as const,
};

it("offers a voice message as what it is, not as a call to somebody", async () => {
  const stage = await deskOnStage(<OnlyDesk />);
  show(stage, "offered", {
    callback: CALLBACK,
    message: { interaction_id: "int_0", recording_id: "rec_1", promise_id: "prm_1" },
  });
  const offer = await screen.findByRole("alertdialog", { name: "Voice message" });
  expect(offer.textContent).toContain("You answer, then you hear it");
  expect(offer.textContent).not.toContain("is called");
});

it("tells of a callback whom it will ring", async () => {
  const stage = await deskOnStage(<OnlyDesk />);
  show(stage, "offered", { callback: CALLBACK });
  const offer = await screen.findByRole("alertdialog", { name: "Callback" });
  expect(offer.textContent).toContain("is called");
});

it("tells who is rung by name that the flow does it, and no colleague", async () => {
  const stage = await deskOnStage(<OnlyDesk />);
  const party = {
    party_id: "pty_1",
    kind: "agent" as const,
    agent_id: "agt_1",
    name: "Anna",
    number: null,
    purpose: "forward" as const,
    by_name: null,
    state: "ringing" as const,
    muted: false,
    since: "2026-11-21T12:00:00Z",
  };
  show(stage, "offered", { parties: [party] });
  const offer = await screen.findByRole("alertdialog", { name: "Call offered" });
  expect(offer.textContent).toContain("The flow rings you by name");
});
