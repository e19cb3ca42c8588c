import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Trunk } from "@/protocol/configuration";
import { onStage } from "@/testing/stage";
import { TrunkSpending } from "./TrunkSpending";

const TRUNK = { trunk_id: "trk_1", version: 1, spend_per_day: 5, spend_per_month: null } as Trunk;

function shows(spent: { today: number | null; month: number | null }): void {
  onStage(<TrunkSpending trunk={TRUNK} />, { "GET /trunks/trk_1/spending": spent });
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
