import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useEffect } from "react";
import { Route, Routes, useNavigate } from "react-router";
import { describe, expect, it } from "vitest";
import type { Group, User } from "@/protocol/configuration";
import { AsAdmin } from "@/testing/admin";
import { onStage } from "@/testing/stage";
import { Queues } from "../sections/Queues";
import { faultsOfRings, NEW_RING, poolOf, type Opening, type Ring } from "./pool";

const ring = (more: Partial<Ring>): Ring => ({ ...NEW_RING, ...more });
const user = (name: string, more: Partial<User>): User =>
  ({
    user_id: `usr_${name}`,
    agent_id: `agt_${name}`,
    name,
    sign_in: name,
    disabled: false,
    skills: { skl_1: 5 },
    team_id: null,
    site_id: null,
    project_ids: [],
    ...more,
  }) as User;
const GROUP: Group = { group_id: "grp_1", name: "Office", agent_ids: ["agt_Eva"], team_ids: [], version: 1 };
const USERS = [
  user("Anna", {}),
  user("Ben", { skills: { skl_1: 4 } }),
  user("Cleo", { skills: { skl_1: 4 }, team_id: "tea_1" }),
  user("Dan", { project_ids: ["prj_2"] }),
  user("Eva", {}),
  user("Fay", { disabled: true }),
  user("Gus", { skills: {} }),
];
const queue = (...rings: Ring[]): Opening => ({
  project_id: "prj_1",
  needs: [{ skill_id: "skl_1", level: 5 }],
  teams: [],
  sites: [],
  rings,
  language_level: null,
  in_site_hours: false,
});

describe("the pool of a queue", () => {
  it("counts each person for the innermost ring that lets them in", () => {
    const rings = [
      ring({ after_s: 10, levels_less: 1, teams: ["tea_1"] }),
      ring({ after_s: 20, levels_less: 1, groups: ["grp_1"] }),
      ring({ after_s: 30, levels_less: 1, lenders: ["prj_2"] }),
    ];
    expect(poolOf(queue(...rings), USERS, [GROUP])).toEqual([1, 1, 2, 1]);
    expect(poolOf(queue(), USERS, [])).toEqual([2]);
  });

  it("says of a ring what nobody can mean", () => {
    const pressure = { measure: "waiting", opens_at: 3, closes_at: 3 } as const;
    const faults = faultsOfRings([
      ring({ after_s: 30, levels_less: 2 }),
      ring({ after_s: 20, levels_less: 2 }),
      ring({ after_s: null }),
      ring({ after_s: 40, pressure, levels_less: 2 }),
      ring({ after_s: 50, levels_less: 1 }),
    ]);
    expect([...faults]).toEqual([
      [2, "ring_opens_sooner"],
      [3, "ring_never_opens"],
      [4, "pressure_never_closes"],
      [5, "ring_asks_more"],
    ]);
    expect(
      faultsOfRings([ring({ pressure: { ...pressure, measure: "service_level", closes_at: 4 } })]).size,
    ).toBe(0);
  });
});

function Opened() {
  const navigate = useNavigate();
  useEffect(() => void navigate("/admin/queues/que_1"), [navigate]);
  return (
    <AsAdmin>
      <Routes>
        <Route path="/admin/queues/:id" element={<Queues />} />
      </Routes>
    </AsAdmin>
  );
}

describe("the form of a queue", () => {
  it("adds a ring, says at the ring what is wrong, and sends it when it is right", async () => {
    const saved = {
      ...queue(),
      queue_id: "que_1",
      name: "Orders",
      target_s: 20,
      service_level_target: 0.8,
      short_abandon_s: 5,
      offer_timeout_s: 20,
      wrap_up_s: 60,
      announce_place_every_s: 30,
      record: true,
      announce_wait: true,
      callback: null,
      follow_up_after_s: null,
      prefers: [],
      prefers_for_s: 30,
      prefers_for_key_s: null,
      agent_choice: "longest_idle",
      idle_cap_s: 900,
      weight: 1,
      version: 1,
    };
    const list = (items: unknown[]) => ({ items, next: null });
    const { heard } = onStage(<Opened />, {
      "GET /queues": list([saved]),
      "GET /queues/que_1": saved,
      "GET /users": list(USERS),
      "GET /skills": list([{ skill_id: "skl_1", name: "Orders" }]),
      "GET /projects": list([
        { project_id: "prj_1", name: "Shop" },
        { project_id: "prj_2", name: "Bank" },
      ]),
      "GET /teams": list([]),
      "GET /sites": list([]),
      "GET /groups": list([GROUP]),
      "PATCH /queues/que_1": { ...saved, version: 2 },
    });
    await userEvent.click(await screen.findByRole("button", { name: "Add a ring" }, { timeout: 10_000 }));
    const first = screen.getByRole("group", { name: "Ring 1" });
    within(first).getByText("+ 2");
    screen.getByRole("img", { name: "from 0:00: 1 person; from 0:30: 3 people" });

    const after = within(first).getByRole("textbox", { name: "Opens after waiting" });
    await userEvent.clear(after);
    await within(first).findByText(/has no way to open/);
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText(/Some of these rings/);
    expect(heard.some(({ request }) => request.startsWith("PATCH"))).toBe(false);

    await userEvent.type(after, "45");
    await waitFor(() => expect(within(first).queryByRole("alert")).toBeNull());
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(heard.find(({ request }) => request === "PATCH /queues/que_1")?.body).toEqual({
        rings: [ring({ after_s: 45, levels_less: 1 })],
      }),
    );
  }, 20_000);
});
