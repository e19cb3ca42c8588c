import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Trunk } from "@/protocol/configuration";
import { onStage } from "@/testing/stage";
import { TrunkTrial } from "./TrunkNow";

const TRUNK = { trunk_id: "trk_1", version: 1, disabled: false } as Trunk;

async function refused(code: string): Promise<string | null> {
  const { unmount } = onStage(<TrunkTrial trunk={TRUNK} />, {
    "POST /trunks/trk_1/test-calls": Response.json({ code }, { status: 409 }),
  });
  await userEvent.type(await screen.findByLabelText("Number to call"), "112");
  await userEvent.click(screen.getByRole("button", { name: "Test call" }));
  const words = (await screen.findByText(/./, { selector: '[id$="-error"]' })).textContent;
  unmount();
  return words;
}

it("says which fields a refused test call comes from, and sends nobody to an administrator", async () => {
  const number = await refused("number.not_allowed");
  for (const field of ["Numbers it is for begin with", "Numbers outside that may be called begin with"])
    expect(number).toContain(`“${field}”`);
  expect(await refused("outgoing.no_trunk")).toContain("“Server”");
  expect(await refused("outgoing.lines_full")).toContain("“Calls out at once”");
  expect(await refused("outgoing.spent")).toContain("“Calls out may cost a day”");
  expect(await refused("outgoing.too_fast")).toBe("Too many calls at once. Try again in a second.");
  expect(number).not.toContain("administrator");
});
