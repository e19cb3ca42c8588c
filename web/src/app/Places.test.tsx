import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Role } from "@/protocol/resources";
import { onStage } from "@/testing/stage";
import { Gate } from "./Gate";
import { Places } from "./Places";

async function menuOf(...roles: Role[]): Promise<HTMLElement> {
  onStage(
    <Gate>
      <Places />
    </Gate>,
    { "GET /me": { user_id: "usr_1", name: "Anna Kowalska", roles, workspace: {} } },
  );
  return screen.findByRole("navigation", { name: "Screens" });
}

function wordsOf(menu: HTMLElement): string[] {
  return [...menu.children].map((child) => child.textContent.trim());
}

describe("the menu of screens", () => {
  it.each<[Role[], string[]]>([
    [["agent"], ["Desk", "Conversations", "Follow-ups", "Promises"]],
    [["supervisor"], ["Board", "Conversations", "Follow-ups", "Promises", "Manage", "Reports"]],
    [
      ["agent", "administrator"],
      [
        "Start here",
        "Desk",
        "Board",
        "Conversations",
        "Follow-ups",
        "Promises",
        "Manage",
        "Reports",
        "Set-up",
      ],
    ],
  ])("shows %j what they work with", async (roles, words) => {
    expect(wordsOf(await menuOf(...roles))).toEqual(words);
  });

  it("opens a group by the keyboard, and leads on", async () => {
    const menu = await menuOf("supervisor");
    within(menu).getByRole("button", { name: "Reports" }).focus();
    await userEvent.keyboard("{Enter}");
    const past = await screen.findByRole("menuitem", { name: "Past days" });
    expect(past.getAttribute("href")).toBe("/past-days");
    await userEvent.click(past);
    expect(within(menu).getByRole("button", { name: "Reports" }).getAttribute("aria-current")).toBe("page");
  });
});
