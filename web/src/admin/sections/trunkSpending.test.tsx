import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Trunk } from "@/protocol/configuration";
import { onStage, type Answers, type Stage } from "@/testing/stage";
import { TrunkSpending } from "./TrunkSpending";

const TRUNK = { trunk_id: "trk_1", version: 1, spend_per_day: 5, spend_per_month: null } as Trunk;

function shows(spent: { today: number | null; month: number | null }, outgoing_prices = "+48 0.05"): Stage {
  return onStage(<TrunkSpending trunk={TRUNK} />, {
    "GET /trunks/trk_1/spending": spent,
    "GET /settings": { outgoing_prices },
  });
}

it("shows as a bar what is spent of a limit, and no bar where there is none", async () => {
  shows({ today: 4200, month: 61_500 });
  const bar = await screen.findByRole("progressbar", { name: "today" });
  expect(bar.getAttribute("aria-valuenow")).toBe("84");
  expect(screen.getByText("4.20 of 5")).toBeTruthy();
  expect(screen.getByText("61.50")).toBeTruthy();
  expect(screen.getAllByRole("progressbar")).toHaveLength(1);
});

it("does not run over its end", async () => {
  shows({ today: 9000, month: 9000 });
  const bar = await screen.findByRole("progressbar", { name: "today" });
  expect(bar.getAttribute("aria-valuenow")).toBe("100");
});

it("says that it is being counted", async () => {
  shows({ today: null, month: null });
  expect(await screen.findAllByText("being counted …")).toHaveLength(2);
});

it("says that it could not be read, and tries again", async () => {
  const answers: Answers = {
    "GET /trunks/trk_1/spending": Response.json({ code: "store_away" }, { status: 503 }),
  };
  onStage(<TrunkSpending trunk={TRUNK} />, answers);
  const again = await screen.findByRole("button", { name: "Try again" });
  answers["GET /trunks/trk_1/spending"] = { today: 0, month: 0 };
  await userEvent.click(again);
  expect(await screen.findByText("0.00 of 5")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});

it.each(["", "+48 0", "+48 0, +49 0.00"])(
  "says that by the prices “%s” nothing is counted",
  async (prices) => {
    shows({ today: 0, month: 0 }, prices);
    const link = await screen.findByRole("link", { name: "Set prices" });
    expect(link.getAttribute("href")).toBe("/admin/settings#outgoing_prices");
  },
);

it("says nothing of the kind where there are prices", async () => {
  const { queries } = shows({ today: 0, month: 0 }, "+48 0, +49 0.2");
  await screen.findByText("0.00 of 5");
  await waitFor(() => expect(queries.isFetching()).toBe(0));
  expect(screen.queryByRole("link")).toBeNull();
});
