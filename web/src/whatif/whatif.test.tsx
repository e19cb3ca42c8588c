import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { useSession } from "@/app/session";
import { onStage, type Answers } from "@/testing/stage";
import {
  changeCount,
  draftOf,
  emptyDraft,
  formOf,
  secondsOf,
  timeOf,
  type Draft,
  type Question,
} from "./draft";
import { drawing, pathOf } from "./plot";
import WhatIf from "./WhatIf";

configure({ asyncUtilTimeout: 5_000 });

const DAY = "2026-11-20";
const changed: Draft = {
  day: DAY,
  more: [
    { queue: "que_1", count: 2, from: "08:30", to: "18:00" },
    { queue: null, count: 9, from: "00:00", to: "01:00" },
  ],
  without: ["agt_2"],
  skills: [
    { agent: "agt_1", skill: "skl_1", level: 0 },
    { agent: "agt_1", skill: "skl_2", level: 7 },
  ],
  rings: [{ queue: "que_1", afterS: 30, levelsLess: 2 }],
  targets: [{ queue: "que_1", seconds: 40 }],
  policy: "ratio",
};

describe("a draft", () => {
  it("says what is otherwise, and nothing of rows in which nothing is chosen", () => {
    expect(formOf(changed).changes).toMatchObject({
      more: [{ queue_id: "que_1", count: 2, from_s: 30_600, to_s: 64_800 }],
      without: ["agt_2"],
      skills: { agt_1: { skl_1: 0, skl_2: 7 } },
      rings: { que_1: [{ after_s: 30, levels_less: 2 }] },
      targets: { que_1: 40 },
      policy: { code: "ratio" },
    });
    expect(changeCount(changed)).toBe(7);
    expect(changeCount(emptyDraft(DAY))).toBe(0);
  });

  it("comes back from a question as it was asked", () => {
    const asked = { ...formOf(changed) } as unknown as Question;
    expect(draftOf(asked)).toEqual({ ...changed, more: changed.more.slice(0, 1) });
  });

  it("tells times of the day as seconds and back", () => {
    expect(secondsOf("08:30")).toBe(30_600);
    expect(timeOf(30_600)).toBe("08:30");
  });
});

describe("the plot", () => {
  const point = (from_s: number, service_level: number | null) => ({
    from_s,
    offered: service_level === null ? 0 : 3,
    service_level,
    mean_wait_s: service_level === null ? null : 12,
  });
  const course = [point(28_800, 0.5), point(30_600, null), point(32_400, 1)];
  const plot = drawing("service_level", { really: course, replayed: course, changed: course });

  it("shows the hours in which somebody came", () => {
    expect([plot.from, plot.to]).toEqual([28_800, 36_000]);
    expect(plot.levels.map(({ value }) => value)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it("breaks where nobody came", () => {
    expect(pathOf(plot, course, "service_level").match(/M/g)).toHaveLength(2);
  });

  it("has a round scale of waits", () => {
    const waits = drawing("mean_wait_s", { really: course, replayed: course, changed: course });
    expect(waits.levels.map(({ value }) => value)).toEqual([0, 5, 10, 15]);
  });
});

const estimate = (mean: number, within: number | null = 0.01) => ({ mean, within });
function told(level: number, within: number | null) {
  const summary = {
    offered: estimate(100, within),
    service_level: estimate(level, within),
    abandon_rate: estimate(1 - level, within),
    mean_wait_s: estimate(30, within),
    asa_s: estimate(25, within),
    waited: estimate(0.4, within),
  };
  return {
    report: { runs: 20, overall: summary, queues: { que_1: summary }, occupancy: estimate(0.8, within) },
    course: [{ from_s: 28_800, offered: 5, service_level: level, mean_wait_s: 30 }],
  };
}
const question = {
  job_id: "job_1",
  ...formOf({ ...emptyDraft(DAY), without: ["agt_2"] }),
  state: "done",
  progress: 1,
  user_id: "usr_1",
  user_name: "Sofia",
  created_at: "2026-11-21T09:00:00Z",
  started_at: null,
  ended_at: null,
  problem: null,
};
const answer = {
  really: told(0.7, null),
  replayed: told(0.72, 0.01),
  changed: told(0.5, 0.02),
  left_out: 2,
  rules_changed: true,
  people: 8,
};

const me = {
  user_id: "usr_1",
  name: "Sofia",
  login: "supervisor@demo",
  role: "supervisor",
  roles: ["supervisor"],
  language: "en",
  theme: "light",
  agent_id: null,
  workspace: { zone: "Europe/Warsaw", language: "en" },
};

function answers(more: Answers = {}): Answers {
  return {
    "GET /me": me,
    "GET /queues": { items: [{ queue_id: "que_1", name: "Orders" }], next: null },
    "GET /skills": { items: [{ skill_id: "skl_1", name: "Polish" }], next: null },
    "GET /users": { items: [{ user_id: "usr_2", agent_id: "agt_2", name: "Anna Kowalska" }], next: null },
    "GET /what-if": { items: [question], next: null },
    "GET /what-if/job_1": { ...question, answer },
    ...more,
  };
}

function SignedIn() {
  return useSession().data ? <WhatIf /> : null;
}

describe("the page", () => {
  beforeEach(() => localStorage.clear());

  it("shows the three ways side by side, and what the changes do", async () => {
    onStage(<SignedIn />, answers());
    const row = await screen.findByRole("row", { name: /Service level/ });
    expect(
      within(row)
        .getAllByRole("cell")
        .map((cell) => cell.textContent.replaceAll("\u00a0", " ")),
    ).toEqual(["70 %", "72 % ± 1 %", "50 % ± 2 %", "\u221222 pp"]);
    expect(screen.getByText(/2 visits are left out/)).toBeTruthy();
    expect(screen.getByText(/have been changed since/)).toBeTruthy();
    expect(screen.getByRole("img", { name: /Service level by half hours/ })).toBeTruthy();
  });

  it("asks by keyboard and follows the progress, which can be cancelled", async () => {
    const running = { ...question, job_id: "job_2", state: "running", progress: 0.4, answer: null };
    const stage = onStage(
      <SignedIn />,
      answers({
        "POST /what-if": running,
        "GET /what-if/job_2": running,
        "POST /what-if/job_2/cancel": { ...running, state: "cancelled" },
      }),
    );
    await screen.findByRole("row", { name: /Service level/ });
    await userEvent.click(screen.getByRole("button", { name: "Change a skill" }));
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect((await screen.findByRole("progressbar")).getAttribute("aria-valuenow")).toBe("40");
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    await waitFor(() =>
      expect(stage.heard.map(({ request }) => request)).toContain("POST /what-if/job_2/cancel"),
    );
  });

  it("takes an earlier question's changes into the form", async () => {
    onStage(<SignedIn />, answers());
    await userEvent.click(await screen.findByRole("button", { name: "Change it and ask again" }));
    expect(await screen.findAllByText("Anna Kowalska")).not.toHaveLength(0);
    expect(screen.getByLabelText("Day")).toHaveProperty("value", DAY);
  });

  it("says why there is no answer", async () => {
    const failed = { ...question, state: "failed", problem: "nothing_to_replay", answer: null };
    onStage(<SignedIn />, answers({ "GET /what-if/job_1": failed }));
    expect(await screen.findByText(/Nobody came to a queue on that day/)).toBeTruthy();
  });
});
