import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { useSession } from "@/app/session";
import { onStage } from "@/testing/stage";
import Lending from "./Lending";

const RING = {
  after_s: 30,
  pressure: { measure: "waiting", opens_at: 5, closes_at: 2 },
  levels_less: 0,
  teams: [],
  sites: [],
  groups: ["grp_1"],
  lenders: ["prj_2"],
};
const QUEUE = {
  queue_id: "que_1",
  name: "Orders",
  project_id: "prj_1",
  needs: [],
  teams: [],
  sites: [],
  rings: [RING],
};
const BORIS = {
  agent_id: "agt_1",
  name: "Boris",
  presence: "ready",
  activity: "talking",
  reason: null,
  since: new Date().toISOString(),
  queue_id: "que_1",
  project_ids: ["prj_2"],
  team_id: null,
  helps: "lent",
};

function SignedIn() {
  return useSession().data == null ? null : <Lending />;
}

async function stage(role: string) {
  const list = (items: unknown[]) => ({ items, next: null });
  const scene = onStage(<SignedIn />, {
    "GET /me": { role, roles: [role], workspace: { zone: "UTC" } },
    "GET /queues": list([QUEUE]),
    "GET /queues/que_1": QUEUE,
    "PATCH /queues/que_1": QUEUE,
    "GET /projects": list([
      { project_id: "prj_1", name: "Shop" },
      { project_id: "prj_2", name: "Bank" },
    ]),
    "GET /groups": list([{ group_id: "grp_1", name: "Reserve", agent_ids: [], team_ids: [] }]),
    "GET /teams": list([]),
    "GET /sites": list([]),
    "GET /users": list([]),
  });
  scene.server.open();
  await screen.findByRole("heading", { name: "Helping out" });
  const open = { queue_id: "que_1", rings: [1], since: "2026-11-22T12:00:00Z" };
  scene.server.show("board", { agents: { agt_1: BORIS }, rings: { que_1: open }, queues: {}, calls: {} });
  return scene;
}

it("tells who is lent where, by which rule, and which rings are open", async () => {
  await stage("supervisor");
  const now = await screen.findByRole("table", { name: "Who helps out now" });
  await waitFor(() => expect(now.textContent).toMatch(/Boris.*lent by Bank.*Orders.*Shop/));
  const rules = screen.getByRole("region", { name: "By which rules" });
  expect(rules.textContent).toContain("after 0:30 of waiting or while 5 or more wait, until 2 are left");
  expect(rules.textContent).toContain("backup group Reserve");
  expect(rules.textContent).toContain("lent by Bank");
  expect(rules.textContent).toContain("open rings: 1, since");
  expect(within(rules).queryByRole("button")).toBeNull();
});

it("lets administrators change a queue's rings, and nothing else of it", async () => {
  const { heard } = await stage("administrator");
  await userEvent.click(await screen.findByRole("button", { name: "Rings of Orders" }));
  await userEvent.click(await screen.findByRole("button", { name: "Remove ring 1" }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(heard.find(({ request }) => request === "PATCH /queues/que_1")?.body).toEqual({ rings: [] }),
  );
});
