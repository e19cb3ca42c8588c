import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Gate } from "@/app/Gate";
import { onStage } from "@/testing/stage";
import Start from "./Start";

const ORDER = ["trunk", "people", "queue", "flow", "number", "test_call"];
const ME = {
  user_id: "usr_1",
  name: "Ada",
  roles: ["administrator"],
  workspace: { slug: "acme", zone: "UTC", language: "en" },
};

function startOnStage(done: readonly string[], demo: boolean) {
  const steps = ORDER.map((code) => ({
    code,
    done: done.includes(code),
    count: done.includes(code) ? 1 : 0,
  }));
  onStage(
    <Gate>
      <Start />
    </Gate>,
    { "GET /me": ME, "GET /setup": { steps, done: false, demo } },
  );
}

async function step(name: string): Promise<HTMLElement> {
  const title = await screen.findByText(name, { selector: "b" });
  return title.closest("li") as HTMLElement;
}

describe("the first run", () => {
  it("begins each step where the thing is made", async () => {
    startOnStage([], false);
    const trunk = within(await step("Trunk"));
    expect(trunk.getByRole("link", { name: "Begin" }).getAttribute("href")).toBe("/admin/trunks/new");
  });

  it("sends nobody to a caller's telephone that only the demo has", async () => {
    startOnStage(ORDER.slice(0, 5), false);
    const call = within(await step("Test call"));
    expect(call.getByText(/from any telephone/)).toBeTruthy();
    expect(call.getByRole("link", { name: "Open the board" }).getAttribute("href")).toBe("/board");
  });

  it("has a caller's telephone in the demo, and claims no number of calls", async () => {
    startOnStage(ORDER, true);
    const call = within(await step("Test call"));
    expect(call.getByRole("link", { name: "Call again" }).getAttribute("href")).toBe("/try");
    expect(call.queryByText(/1 call/)).toBeNull();
  });
});
