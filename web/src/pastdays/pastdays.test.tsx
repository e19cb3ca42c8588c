import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, onTestFinished, vi } from "vitest";
import { Gate } from "@/app/Gate";
import { onStage } from "@/testing/stage";
import PastDays from "./PastDays";

const COUNTS = {
  offered: 20,
  answered: 16,
  answered_in_target: 12,
  abandoned: 3,
  short_abandoned: 1,
  callbacks: 1,
  ended_otherwise: 0,
  transferred: 4,
  longest_wait_ms: 95_000,
  average_wait_ms: 23_400,
  service_level: 12 / 19,
  abandon_rate: 0.15,
  transfer_rate: 0.25,
};
const ORDERS = { ...COUNTS, queue_id: "que_1", queue_name: "Orders", project_name: "Shop" };
const ME = { user_id: "usr_1", name: "Sam", roles: ["supervisor"], workspace: { zone: "Europe/Warsaw" } };

/** The first page drawn takes its time. */
const SLOWLY = { timeout: 10_000 };

function shown(answer: object): void {
  onStage(
    <Gate>
      <PastDays />
    </Gate>,
    { "GET /me": ME, "GET /figures/queues": answer },
  );
}

it("tells a queue's figures in sum and by day, and leads to the conversations", async () => {
  shown({ items: [{ ...ORDERS, day: "2026-11-20" }], queues: [ORDERS], total: COUNTS });
  const table = await screen.findByRole("table", { name: "Queues" }, SLOWLY);
  const row = within(table).getByRole("row", { name: /Orders/ });
  expect(row.textContent.replaceAll("\u00a0", " ")).toBe("Orders Shop20163 15 %1063.2 %0:231:354 25 %");
  expect(within(row).getByRole("link").getAttribute("href")).toMatch(/queue=que_1/);
  await userEvent.click(screen.getByText("By day"));
  const link = within(screen.getByRole("row", { name: /20 Nov/ })).getByRole("link");
  expect(link.getAttribute("href")).toBe("/conversations?from=2026-11-20&to=2026-11-20&queue=que_1");
});

it("says that nobody called", async () => {
  const nothing = Object.fromEntries(Object.keys(COUNTS).map((name) => [name, 0]));
  shown({ items: [], queues: [], total: nothing });
  expect(await screen.findByText("Nobody called in this time.", undefined, SLOWLY)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Export" })).toBeNull();
});

it("asks for as many days as it says, also where one of them had 23 hours", async () => {
  vi.useFakeTimers({ now: Date.parse("2026-03-31T22:30:00Z"), toFake: ["Date"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  shown({ items: [{ ...ORDERS, day: "2026-03-31" }], queues: [ORDERS], total: COUNTS });
  const table = await screen.findByRole("table", { name: "Queues" }, SLOWLY);
  const href = within(table).getByRole("link").getAttribute("href");
  expect(href).toMatch(/from=2026-03-26&to=2026-04-01/);
});
