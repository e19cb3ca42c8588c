import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { whyNot } from "@/oversight/InOn";
import type { CallView } from "@/protocol/frames";
import { CALL } from "@/testing/desk";
import { onStage } from "@/testing/stage";
import { LiveCalls } from "./LiveCalls";

const IN_FLOW: CallView = {
  ...CALL,
  state: "flow",
  caller_name: "Maria Nowak",
  agent_id: null,
  agent_name: null,
  queue_name: null,
  ways: ["listen", "take_over"],
  flow_name: "Main line",
  step: "choose",
  step_type: "menu",
};
const TALKS: CallView = {
  ...CALL,
  interaction_id: "int_2",
  state: "talking",
  caller_name: "Jan Lis",
  segment_id: "seg_1",
  since: "2026-11-21T11:00:00Z",
  ways: ["listen", "whisper", "join", "take_over"],
};
const PARTY: CallView["parties"][number] = {
  party_id: "pty_1",
  kind: "outside",
  purpose: "consult",
  agent_id: null,
  name: "Ivan Petrov",
  number: "+48600100300",
  by_name: null,
  muted: false,
  since: "2026-11-21T12:00:00Z",
  state: "joined",
};
const OVER: CallView = { ...CALL, interaction_id: "int_3", state: "ending", caller_name: "Ola Zych" };
const NOW = Date.parse("2026-11-21T12:01:00Z");

/** A board of eight calls, so that they can be looked for; some go, or it becomes a wall. */
function Board() {
  const [calls, setCalls] = useState([...Array(7).keys()]);
  const [quiet, setQuiet] = useState(false);
  const many = [...calls.map((at) => ({ ...TALKS, interaction_id: `int_t${at}` })), IN_FLOW];
  return (
    <>
      <button onClick={() => setCalls([0])}>Fewer</button>
      <button onClick={() => setQuiet(true)}>Wall</button>
      <LiveCalls
        calls={Object.fromEntries(many.map((call) => [call.interaction_id, call]))}
        now={NOW}
        quiet={quiet}
      />
    </>
  );
}

describe("live calls", () => {
  it("stand with their place, those without an agent first, and what is over not at all", () => {
    show([TALKS, IN_FLOW, OVER]);
    const rows = screen.getAllByRole("row").slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringContaining("In “Main line”: Menu (choose)"),
      expect.stringContaining("Talks to Anna Kowalska"),
    ]);
  });

  it("are found by words where there are many", async () => {
    const many = Array.from({ length: 60 }, (_, at) => ({
      ...TALKS,
      interaction_id: `int_${at}`,
      caller_name: `Caller ${at}`,
    }));
    show([...many, { ...IN_FLOW, interaction_id: "int_x" }]);
    expect(screen.getByText(/11 more calls/)).toBeTruthy();
    await userEvent.type(screen.getByRole("textbox"), "nowak menu");
    expect(screen.getAllByRole("row")).toHaveLength(2);
    expect(screen.getByText("Maria Nowak")).toBeTruthy();
    await userEvent.type(screen.getByRole("textbox"), "zzz");
    expect(screen.getByText("No live call matches.")).toBeTruthy();
  });

  it("are hidden by no words that cannot be seen when there are few", async () => {
    onStage(<Board />);
    await userEvent.type(screen.getByRole("textbox"), "nowak");
    expect(screen.getAllByRole("row")).toHaveLength(2);
    await userEvent.click(screen.getByText("Fewer"));
    await userEvent.clear(screen.getByRole("textbox"));
    expect(screen.getAllByRole("row")).toHaveLength(3);
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  it("are all on the wall, whatever was looked for before", async () => {
    onStage(<Board />);
    await userEvent.type(screen.getByRole("textbox"), "nowak");
    await userEvent.click(screen.getByText("Wall"));
    expect(screen.getAllByRole("row")).toHaveLength(9);
  });

  it("name nobody outside on the wall", () => {
    const outside: CallView = { ...TALKS, interaction_id: "int_4", state: "outside", parties: [PARTY] };
    show([TALKS, IN_FLOW, outside], true);
    const told = screen.getByRole("region").textContent;
    expect(told).toContain("Talks to Anna Kowalska");
    expect(told).toContain(CALL.short_ref);
    for (const hidden of ["Nowak", "Lis", "Petrov", "600", "555"]) expect(told).not.toContain(hidden);
  });

  it("say why one cannot be whispered to or joined", () => {
    expect(whyNot(IN_FLOW, "listen")).toBeUndefined();
    expect(whyNot(IN_FLOW, "whisper")).toBe("oversight.noAgent");
    expect(whyNot(IN_FLOW, "join")).toBe("oversight.nobodyTalks");
    expect(whyNot(TALKS, "join")).toBeUndefined();
  });
});

function show(calls: readonly CallView[], quiet = false): void {
  onStage(
    <LiveCalls
      calls={Object.fromEntries(calls.map((call) => [call.interaction_id, call]))}
      now={NOW}
      quiet={quiet}
    />,
  );
}
