import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import type { CallView } from "@/protocol/frames";
import { AGENT, ANSWERS, deskOnStage, OnlyDesk, show } from "@/testing/desk";

const OF = { agent_id: AGENT, interaction_id: "int_1" };
const SEEKING: NonNullable<CallView["introduction"]> = {
  since: "2026-11-21T12:00:00Z",
  rung: 1,
  listed: 3,
  owner_name: "Jan Oak",
  rings_s: 20,
  answered_since: null,
  unreached: false,
};
const PARTY: CallView["parties"][number] = {
  party_id: "pty_1",
  kind: "outside",
  purpose: "owner",
  state: "ringing",
  since: "2026-11-21T12:00:00Z",
  agent_id: null,
  name: "Jan Oak",
  number: "+48600100200",
  by_name: "Anna Kowalska",
  muted: false,
};
const TALK = { state: "talking", offer_id: null, owners: 3 } as const;
const RINGS: Partial<CallView> = { ...TALK, state: "hold", introduction: SEEKING, parties: [PARTY] };
const TALKS: Partial<CallView> = {
  ...RINGS,
  introduction: { ...SEEKING, answered_since: "2026-11-21T12:00:09Z" },
  parties: [{ ...PARTY, state: "joined" }],
};

function button(name: RegExp): HTMLButtonElement {
  return screen.getByRole("button", { name });
}

describe("the introduction to the client's owner", () => {
  beforeEach(() => localStorage.clear());

  it("begins by one key, where there is somebody to ring", async () => {
    const stage = await deskOnStage(<OnlyDesk />, ANSWERS);
    show(stage, "talking", { ...TALK, owners: 0 });
    await userEvent.keyboard("{F3}");
    expect(screen.queryByRole("button", { name: /Introduce/ })).toBeNull();
    show(stage, "talking", TALK);
    await screen.findByRole("button", { name: /Introduce to owner/ });
    await userEvent.keyboard("{F3}");
    expect(stage.server.commands).toEqual([{ type: "introduce_owner", ...OF }]);
  });

  it("tells whom it rings, what to say, and rings the next", async () => {
    const stage = await deskOnStage(<OnlyDesk />, ANSWERS);
    show(stage, "consulting", RINGS);
    await screen.findByText("Jan Oak");
    expect(screen.getByText("1 of 3")).toBeTruthy();
    expect(screen.getByText(/Furniture shop: .*48 22 100 04 17 is on the line/)).toBeTruthy();
    expect(button(/^Connect(?! and)/).disabled).toBe(true);
    expect(button(/^Answer through me/).disabled).toBe(true);
    await userEvent.click(button(/Ring the next/));
    await userEvent.keyboard("{F3}");
    expect(stage.server.commands).toEqual([{ type: "remove_party", ...OF, party_id: "pty_1" }]);
  });

  it("connects by F3, stays by Shift F3, and goes back by Shift F4", async () => {
    const stage = await deskOnStage(<OnlyDesk />, ANSWERS);
    show(stage, "consulting", TALKS);
    await screen.findByText("Jan Oak");
    await userEvent.keyboard("{F3}{Shift>}{F3}{F4}{/Shift}");
    expect(stage.server.commands).toEqual([
      { type: "complete_transfer", ...OF, party_id: null },
      { type: "join_all", ...OF },
      { type: "take_back", ...OF },
    ]);
  });

  it("keeps the note before it goes back with the answer", async () => {
    const stage = await deskOnStage(<OnlyDesk />, ANSWERS);
    show(stage, "consulting", TALKS);
    await screen.findByText("Jan Oak");
    await userEvent.type(screen.getByLabelText("Note"), "Refund in three days");
    expect(screen.getByText(/is on the line about: Refund in three days/)).toBeTruthy();
    await userEvent.click(button(/^Answer through me/));
    expect(stage.server.commands).toEqual([
      { type: "owner_said", ...OF, outcome: "answered", note_id: "nte_1" },
    ]);
    expect(screen.getByLabelText("Note")).toHaveProperty("value", "");
  });

  it("promises a call back at a time, and takes a message when nobody answered", async () => {
    const stage = await deskOnStage(<OnlyDesk />, { ...ANSWERS, "POST /promises": {} });
    show(stage, "talking", { ...TALK, introduction: { ...SEEKING, rung: 3, unreached: true } });
    await screen.findByText("Nobody answered");
    expect(button(/^Message$/).disabled).toBe(true);
    await userEvent.click(button(/^Call back at/));
    await userEvent.click(button(/^Promise it/));
    expect(stage.server.commands).toMatchObject([
      {
        type: "owner_said",
        ...OF,
        outcome: "call_back",
        promise_id: expect.stringMatching(/^prm_/) as string,
      },
    ]);
  });
});
