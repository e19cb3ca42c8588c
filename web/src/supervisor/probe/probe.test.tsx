import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { describe, expect, it } from "vitest";
import type { ProbeAgent, ProbeResult } from "@/protocol/routing";
import { onStage, type Answers } from "@/testing/stage";
import Probe from "./Probe";

const agent = (name: string, more: Partial<ProbeAgent>): ProbeAgent => ({
  agent_id: `agt_${name}`,
  name,
  reason: "able",
  ring: 0,
  state: "ready",
  not_ready: null,
  state_s: 130,
  lacks: [],
  rests_s: null,
  ...more,
});
/** Two requests come one after the other, and the machine may be busy. */
const PATIENCE = { timeout: 10_000 };
const RESULT: ProbeResult = {
  queue_id: "que_1",
  queue_name: "Orders",
  waited_s: 10,
  needs: [],
  rings: [
    { ring: 0, by: "age", opens_in_s: null },
    { ring: 1, by: null, opens_in_s: 20 },
    { ring: 2, by: null, opens_in_s: null },
  ],
  chosen: "agt_Anna",
  offered_to: null,
  paused: false,
  language: null,
  language_level: null,
  awaited: [],
  awaited_for_s: 0,
  counts: { able: 2, ring_closed: 1, skill: 1, busy: 1, resting: 1 },
  agents: [
    agent("Anna", {}),
    agent("Ben", {}),
    agent("Cleo", { reason: "ring_closed", ring: 1 }),
    agent("Dan", { reason: "skill", ring: null, lacks: [{ skill_id: "skl_1", level: 6, has: 4 }] }),
    agent("Eva", { reason: "busy", state: "talking" }),
    agent("Fay", { reason: "resting", state: "resting", rests_s: 75 }),
  ],
};

function At({ path }: { path: string }) {
  const navigate = useNavigate();
  useEffect(() => void navigate(path), [navigate, path]);
  return <Probe />;
}

function stage(path: string, result: ProbeResult, more: Answers = {}) {
  const list = (items: unknown[]) => ({ items, next: null });
  return onStage(<At path={path} />, {
    "GET /queues": list([{ queue_id: "que_1", name: "Orders" }]),
    "GET /numbers": list([{ number_id: "num_1", number: "1000" }]),
    "GET /skills": list([{ skill_id: "skl_1", name: "Polish" }]),
    "GET /reasons": list([]),
    "POST /routing/probe": result,
    ...more,
  });
}

describe("the probe", () => {
  it("asks about a customer found by name, and says for whom they wait", async () => {
    const card = { contact_id: "con_1", name: "Ewa", numbers: ["+48221234567"] };
    const { heard } = stage(
      "/who?queue=que_1",
      { ...RESULT, chosen: null, awaited: ["agt_Eva"], awaited_for_s: 20 },
      { "GET /contacts": { items: [card] }, "GET /contacts/con_1": card },
    );
    await userEvent.type(await screen.findByRole("combobox", { name: "Who calls" }, PATIENCE), "Ewa");
    await userEvent.click(await screen.findByRole("option", { name: /Ewa · / }, PATIENCE));
    await screen.findByText(/^Waits for Eva alone/, {}, PATIENCE);
    await waitFor(() => {
      const asked = heard.filter(({ request }) => request === "POST /routing/probe").map(({ body }) => body);
      expect(asked).toContainEqual(expect.objectContaining({ queue_id: "que_1", contact_id: "con_1" }));
    }, PATIENCE);
  });

  it("names who would be rung, the rings, and what stands in everybody else's way", async () => {
    const { heard } = stage("/who?queue=que_1&waited=10", RESULT);
    await screen.findByText("Anna would be rung now", {}, PATIENCE);
    screen.getByText("Free for 2:10; 2 people could take it, of the queue’s own people.");
    screen.getByText("opens at 0:30 of waiting, in 0:20");
    const row = (name: string) => screen.getByText(name).closest("tr")?.textContent ?? "";
    expect(row("Ben")).toContain("could take it, comes after");
    expect(row("Cleo")).toContain("its ring opens in 0:20");
    await waitFor(() => expect(row("Dan")).toContain("lacks Polish 6 (has 4)"));
    expect(row("Eva")).toContain("cannot take a call now");
    expect(row("Fay")).toContain("has a breather for 1:15 more");
    expect(heard.find(({ request }) => request === "POST /routing/probe")?.body).toEqual({
      queue_id: "que_1",
      waited_s: 10,
      priority: 5,
    });
  });

  it("asks about a number as its flow would, and about somebody who waits", async () => {
    const { heard, server } = stage("/who?number=num_1", RESULT, {
      "GET /numbers/num_1/ways": {
        items: [{ node: "wait", queue_id: "que_1", priority: 8, skills: [{ skill_id: "skl_1", level: 3 }] }],
      },
    });
    await screen.findByText("Anna would be rung now", {}, PATIENCE);
    const asked = () => heard.filter(({ request }) => request === "POST /routing/probe").at(-1)?.body;
    expect(asked()).toEqual({
      queue_id: "que_1",
      waited_s: 0,
      priority: 8,
      skills: [{ skill_id: "skl_1", level: 3 }],
    });
    server.open();
    server.show("board", {
      calls: {
        int_1: {
          interaction_id: "int_1",
          state: "waiting",
          caller_name: "Maria",
          caller_number: "",
          queue_name: "Orders",
          entered_queue_at: new Date().toISOString(),
        },
      },
    });
    await userEvent.click(await screen.findByRole("button", { name: /Maria/ }));
    await waitFor(() => expect(asked()).toEqual({ interaction_id: "int_1" }));
  });

  it("gives somebody who waits to a person who is free, whatever stands in the way", async () => {
    const dan = agent("Dan", { reason: "skill", ring: null, lacks: [] });
    const result = {
      ...RESULT,
      chosen: null,
      agents: [dan, agent("Eva", { reason: "busy", state: "talking" })],
    };
    const { server } = stage("/who?interaction=int_1", result);
    const give = await screen.findByRole("button", { name: "Give to" });
    server.open();
    await userEvent.click(give);
    await screen.findByText("Given to Dan");
    expect(server.commands).toEqual([{ type: "deal", agent_id: "agt_Dan", interaction_id: "int_1" }]);
  });

  it("says when the caller would wait, and when nobody is rung at all", async () => {
    stage("/who?queue=que_1", { ...RESULT, chosen: null, paused: true, counts: {}, agents: [] });
    await screen.findByText(/The caller would wait/);
    screen.getByText(/At present nobody is rung at all/);
    screen.getByText("There are no agents yet.");
  });
});
