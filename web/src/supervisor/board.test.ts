import { describe, expect, it } from "vitest";
import type { AgentView, CallView, QueueView } from "@/protocol/frames";
import { IDLE } from "@/testing/people";
import { alertsOf, worstOf } from "./alerts";
import {
  busyLevel,
  busyShare,
  headcount,
  longestWaiting,
  serviceLevelLevel,
  shareOf,
  stateOf,
  totalsOf,
  upTo,
} from "./figures";
import { linePoints, remembered } from "./history";
import { peopleShown } from "./peopleShown";

const NOW = Date.parse("2026-11-20T14:00:00Z");
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

function queue(change: Partial<QueueView> = {}): QueueView {
  return {
    queue_id: "que_1",
    name: "Orders",
    project_name: "Shop",
    client_name: "Shop Ltd",
    target_s: 20,
    service_level_target: 0.8,
    waiting: 0,
    longest_since: null,
    ready: 0,
    talking: 0,
    staffed: 2,
    offered: 0,
    answered: 0,
    answered_in_target: 0,
    abandoned: 0,
    short_abandoned: 0,
    service_level: null,
    wait_sum_ms: 0,
    expected_wait_s: null,
    quotes: 0,
    quotes_kept: 0,
    callbacks_waiting: 0,
    callbacks_asked: 0,
    callbacks_kept: 0,
    callbacks_late: 0,
    callbacks_failed: 0,
    transferred: 0,
    parked: 0,
    ...change,
  };
}

function agent(change: Partial<AgentView> = {}): AgentView {
  return { ...IDLE, since: ago(10), ...change };
}

function floor(parts: { queues?: QueueView[]; agents?: AgentView[]; calls?: Partial<CallView>[] }) {
  return {
    queues: Object.fromEntries((parts.queues ?? []).map((one) => [one.queue_id, one])),
    agents: Object.fromEntries((parts.agents ?? []).map((one) => [one.agent_id, one])),
    calls: Object.fromEntries((parts.calls ?? []).map((one) => [one.interaction_id ?? "", one as CallView])),
    alerts: {},
  };
}

describe("figures over queues", () => {
  it("makes shares of sums, not of the queues' shares", () => {
    const totals = totalsOf([
      queue({ offered: 100, answered: 90, answered_in_target: 90, abandoned: 10 }),
      queue({ queue_id: "que_2", offered: 2, answered: 1, answered_in_target: 0, abandoned: 1 }),
    ]);
    expect(shareOf(totals.serviceLevel)).toBeCloseTo(90 / 102);
    expect(shareOf(totals.abandoned)).toBeCloseTo(11 / 102);
  });

  it("has no share before the first call", () => {
    expect(shareOf(totalsOf([queue()]).serviceLevel)).toBeNull();
    expect(shareOf(totalsOf([]).abandoned)).toBeNull();
  });

  it("names one threshold only when all queues have it", () => {
    expect(totalsOf([queue(), queue({ target_s: 20 })]).targetSeconds).toBe(20);
    expect(totalsOf([queue(), queue({ target_s: 30 })]).targetSeconds).toBeNull();
  });

  it("finds the caller who has waited longest", () => {
    const oldest = longestWaiting([
      queue({ longest_since: ago(5) }),
      queue({ queue_id: "que_2", longest_since: ago(50) }),
      queue({ queue_id: "que_3" }),
    ]);
    expect(oldest?.queue_id).toBe("que_2");
  });

  it("levels a service level down from its target, an amount up from it", () => {
    expect([0.8, 0.76, 0.74].map((share) => serviceLevelLevel(share, 0.8))).toEqual([
      "within",
      "near",
      "over",
    ]);
    expect([0.05, 0.06, 0.09].map((share) => upTo(share, 0.05, 0.08))).toEqual(["within", "near", "over"]);
  });
});

describe("people", () => {
  it("shows what somebody does before what they chose", () => {
    expect(stateOf(agent({ presence: "not_ready", activity: "talking" }))).toBe("talking");
    expect(stateOf(agent({ presence: "not_ready" }))).toBe("notready");
    expect(stateOf(agent({ activity: "wrapping_up" }))).toBe("wrapup");
  });

  it("counts as busy whoever has a caller, of those who could", () => {
    const count = headcount([
      agent({ activity: "talking" }),
      agent({ activity: "hold" }),
      agent(),
      agent({ presence: "not_ready" }),
      agent({ presence: "offline" }),
    ]);
    expect(busyShare(count)).toEqual({ part: 2, whole: 3 });
  });

  it("finds by name or caller, by state, and by what a queue needs", () => {
    const people = [
      agent({ agent_id: "a", name: "Zofia", skills: { skl_1: 5 } }),
      agent({ agent_id: "b", name: "Adam", activity: "talking", with_name: "Marta", skills: { skl_1: 1 } }),
    ];
    const names = (filter: Parameters<typeof peopleShown>[1]) =>
      peopleShown(people, filter, [{ skill_id: "skl_1", level: 3 }], (x, y) => x.localeCompare(y)).map(
        ({ name }) => name,
      );
    expect(names({ words: "", state: null, queueId: null })).toEqual(["Zofia", "Adam"]);
    expect(names({ words: "mar", state: null, queueId: null })).toEqual(["Adam"]);
    expect(names({ words: "", state: "ready", queueId: null })).toEqual(["Zofia"]);
    expect(names({ words: "", state: "busy", queueId: null })).toEqual(["Adam"]);
    expect(names({ words: "", state: null, queueId: "que_1" })).toEqual(["Zofia"]);
  });
});

describe("what needs a hand", () => {
  it("says nothing while all is within its limit", () => {
    const calm = floor({ queues: [queue({ waiting: 1, longest_since: ago(19) })], agents: [agent()] });
    expect(alertsOf(calm, NOW)).toEqual([]);
  });

  it("tells a wait near from one over, and puts over first", () => {
    const busy = floor({
      queues: [
        queue({ waiting: 1, longest_since: ago(25) }),
        queue({ queue_id: "que_2", waiting: 3, longest_since: ago(61) }),
      ],
    });
    expect(alertsOf(busy, NOW).map(({ level, queueId }) => [level, queueId])).toEqual([
      ["over", "que_2"],
      ["near", "que_1"],
    ]);
  });

  it("calls at once for a queue nobody is signed in for", () => {
    const [alert] = alertsOf(
      floor({ queues: [queue({ waiting: 1, longest_since: ago(2), staffed: 0 })] }),
      NOW,
    );
    expect(alert).toMatchObject({ code: "queue_unstaffed", level: "over" });
  });

  it("sees a raised hand, a long hold, a lost browser, a paused person and a person without a phone", () => {
    const codes = alertsOf(
      floor({
        calls: [
          {
            interaction_id: "int_1",
            state: "hold",
            hold_since: ago(61),
            hand_since: ago(2),
            agent_id: "agt_1",
            agent_name: "Anna",
          },
          { interaction_id: "int_2", state: "lost", since: ago(3), hold_since: null, agent_id: "agt_2" },
          {
            interaction_id: "int_3",
            state: "hold",
            hold_since: ago(10),
            hand_since: null,
            agent_id: "agt_3",
          },
        ],
        agents: [
          agent({ agent_id: "agt_4", presence: "not_ready", reason: "missed_calls", misses: 3 }),
          agent({ agent_id: "agt_5", phone: false }),
        ],
      }),
      NOW,
    ).map(({ code }) => code);
    expect(codes.sort()).toEqual([
      "agent_lost",
      "agent_paused_missed",
      "agent_without_phone",
      "hand_raised",
      "long_hold",
    ]);
  });
});

describe("a day's figures", () => {
  const told = (queues: QueueView[], agents: AgentView[] = []) =>
    alertsOf(floor({ queues, agents }), NOW).map(({ code, level }) => [code, level]);

  it("are alerted past their limits, as Rules says", () => {
    const busy = { answered: 6, abandoned: 4, offered: 10, service_level: 0.6 };
    expect(told([queue(busy)])).toEqual([
      ["abandoned_high", "over"],
      ["service_low", "over"],
    ]);
    expect(told([queue({ ...busy, answered: 20, abandoned: 1, offered: 21, service_level: 0.78 })])).toEqual([
      ["service_low", "near"],
    ]);
  });

  it("prove nothing while they are of a few calls or people", () => {
    expect(told([queue({ answered: 3, abandoned: 2, offered: 5, service_level: 0.6 })])).toEqual([]);
    const wrapping = agent({ activity: "wrapping_up" });
    expect(told([queue()], [wrapping])).toEqual([]);
    const three = ["a", "b", "c"].map((agent_id) => ({ ...wrapping, agent_id }));
    expect(told([queue()], three)).toEqual([["all_busy", "over"]]);
    expect(busyLevel({ part: 1, whole: 1 })).toBeNull();
  });

  it("come after who waits now, and colour nothing that is not alerted", () => {
    const alerts = alertsOf(
      floor({
        queues: [
          queue({ answered: 10, service_level: 0.2, waiting: 1, longest_since: ago(61) }),
          queue({ queue_id: "que_2", answered: 3, service_level: 0 }),
        ],
      }),
      NOW,
    );
    expect(alerts.map(({ code }) => code)).toEqual(["queue_waiting", "service_low"]);
    expect(worstOf(alerts, "service_low")).toBe("over");
    expect(worstOf(alerts, "abandoned_high")).toBe("within");
  });
});

describe("the last hour", () => {
  it("keeps one sample in fifteen seconds, none older than an hour", () => {
    const first = remembered([], { at: NOW, value: 1 });
    expect(remembered(first, { at: NOW + 14_000, value: 2 })).toBe(first);
    expect(remembered(first, { at: NOW + 15_000, value: 2 })).toHaveLength(2);
    expect(remembered(first, { at: NOW + 3_600_000, value: 2 })).toEqual([{ at: NOW + 3_600_000, value: 2 }]);
  });

  it("draws now at the right, the largest at the top", () => {
    const samples = [
      { at: NOW - 1_800_000, value: 0 },
      { at: NOW, value: 10 },
    ];
    expect(linePoints(samples, { width: 100, height: 40, from: 0, to: 10, now: NOW })).toBe(
      "50.0,37.0 97.0,3.0",
    );
  });
});
