import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import type { CallView } from "@/protocol/frames";
import { AGENT, ANSWERS, deskOnStage, OnlyDesk, show } from "@/testing/desk";
import { entriesOf, type TransferTargets } from "./targets";

const BEN = {
  agent_id: "agt_2",
  name: "Ben Ode",
  presence: "ready",
  activity: "idle",
  phone: true,
  skills: { skl_1: 4 },
} as const;
const TARGETS: TransferTargets = {
  colleagues: [BEN, { ...BEN, agent_id: "agt_3", name: "Cleo Dahl", presence: "not_ready", skills: {} }],
  queues: [{ queue_id: "que_2", name: "Bank", free: 0, staffed: 2, waiting: 1 }],
  flows: [{ flow_id: "flw_1", name: "Survey" }],
  outside: true,
  parked: [],
};
const HERE = { ...ANSWERS, "GET /routing/targets": TARGETS };
const OF = { agent_id: AGENT, interaction_id: "int_1" };
const TALK = { state: "talking", offer_id: null } as const;
const PARTY: CallView["parties"][number] = {
  party_id: "pty_1",
  kind: "agent",
  purpose: "consult",
  state: "joined",
  since: "2026-11-21T12:00:00Z",
  agent_id: "agt_2",
  name: "Ben Ode",
  number: null,
  by_name: "Anna Kowalska",
  muted: false,
};

describe("whom a call may be brought to", () => {
  it("is found by name and skill; a number is offered where calls can go out", () => {
    const skills = new Map([["skl_1", { name: "Delivery" }]]);
    const names = (typed: string, targets = TARGETS): string[] =>
      entriesOf(targets, typed, skills).map((entry) => entry.name);
    expect(names("")).toEqual(["Ben Ode", "Cleo Dahl", "Bank", "Survey"]);
    expect(names("deliv")).toEqual(["Ben Ode"]);
    expect(names("+48 600 100 200")).toEqual(["+48600100200"]);
    expect(names("600100200", { ...TARGETS, outside: false })).toEqual([]);
  });

  it("comes after queues when out of reach", () => {
    const away = { ...BEN, agent_id: "agt_4", name: "Al Away", presence: "offline" } as const;
    const names = entriesOf({ ...TARGETS, colleagues: [away, BEN] }, "", new Map()).map(({ name }) => name);
    expect(names).toEqual(["Ben Ode", "Bank", "Survey", "Al Away"]);
  });

  it("can be called or sent the caller as their state allows", () => {
    const [ben, cleo, bank, survey] = entriesOf(TARGETS, "", new Map());
    expect([ben?.ask, ben?.send]).toEqual([{ to_agent_id: "agt_2" }, { to_agent_id: "agt_2" }]);
    expect([cleo?.ask, cleo?.send]).toEqual([{ to_agent_id: "agt_3" }, undefined]);
    expect([bank?.ask, bank?.send]).toEqual([undefined, { queue_id: "que_2" }]);
    expect([survey?.ask, survey?.send]).toEqual([undefined, { flow_id: "flw_1" }]);
  });
});

describe("a transfer at the desk", () => {
  beforeEach(() => localStorage.clear());

  it("goes by keys alone: F6, a name, Enter", async () => {
    const stage = await deskOnStage(<OnlyDesk />, HERE);
    show(stage, "talking", TALK);
    await userEvent.keyboard("{F6}");
    await screen.findByText("Ben Ode");
    await userEvent.keyboard("ben{Enter}");
    expect(stage.server.commands).toEqual([{ type: "call_party", ...OF, to_agent_id: "agt_2" }]);
  });

  it("sends the caller away by Shift Enter", async () => {
    const stage = await deskOnStage(<OnlyDesk />, HERE);
    show(stage, "talking", TALK);
    await userEvent.keyboard("{F6}");
    await screen.findByText("Bank");
    await userEvent.keyboard("bank{Shift>}{Enter}{/Shift}");
    expect(stage.server.commands).toEqual([{ type: "transfer", ...OF, queue_id: "que_2" }]);
  });

  it("swaps, speaks together, takes back and hands over by keys", async () => {
    const stage = await deskOnStage(<OnlyDesk />, HERE);
    show(stage, "consulting", { ...TALK, state: "hold", parties: [PARTY] });
    await userEvent.keyboard("{Shift>}{F6}{F3}{F4}{/Shift}{F3}");
    expect(stage.server.commands).toEqual([
      { type: "swap_parties", ...OF },
      { type: "join_all", ...OF },
      { type: "take_back", ...OF },
      { type: "complete_transfer", ...OF, party_id: null },
    ]);
  });

  it("tells a colleague who calls, and leaves hold and transfer to the call's own agent", async () => {
    const stage = await deskOnStage(<OnlyDesk />, HERE);
    const asked = { ...PARTY, agent_id: AGENT, state: "ringing", by_name: "Cleo Dahl" } as const;
    show(stage, "offered", { state: "offered", offer_id: null, agent_id: "agt_3", parties: [asked] });
    expect(screen.getByRole("alertdialog").textContent).toContain("Cleo Dahl asks you about this call");
    const joined = { ...asked, state: "joined" } as const;
    const there = { state: "hold", offer_id: null, agent_id: "agt_3", agent_name: "Cleo Dahl" };
    show(stage, "consulting", { ...there, parties: [joined] });
    await waitFor(() => expect(screen.getByText(/Cleo Dahl asks you; the caller hears music/)).toBeTruthy());
    expect(screen.getByRole("button", { name: /Resume/ })).toHaveProperty("disabled", true);
    expect(screen.getByRole("button", { name: /^Transfer/ })).toHaveProperty("disabled", true);
    await userEvent.keyboard("{F10}");
    expect(stage.server.commands).toEqual([{ type: "hang_up", ...OF }]);
  });
});
