import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { ANSWERS, deskOnStage, OnlyDesk, RING, show } from "@/testing/desk";
import type { Answers } from "@/testing/stage";

vi.mock(import("./measure"), async (original) => ({
  ...(await original()),
  listen: () => Promise.resolve(-20),
  askNetwork: () => Promise.resolve({ round_trip_ms: 5, lost: 0 }),
  compare: () => Promise.resolve(0),
}));

vi.mock(import("@/softphone/LevelMeter"), () => ({ LevelMeter: () => <span /> }));

const checks = (due: boolean) => ({ policy: "required", due, items: [] });
const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));

describe("the check before a shift", () => {
  it("can be begun on a page that was left open since yesterday", async () => {
    const answers: Answers = { ...ANSWERS, "GET /shift-checks": checks(false) };
    const stage = await deskOnStage(<OnlyDesk />, answers);
    show(stage, "idle", undefined, "pho_1", { presence: "not_ready" });
    answers["GET /shift-checks"] = checks(true);
    stage.server.refused["set_presence"] = "shift_check.required";
    expect(screen.queryByRole("button", { name: "Check headset and network" })).toBeNull();
    await userEvent.click(screen.getByTitle("Change my state"));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Ready" }));
    await screen.findByText(/Check headset and network first/);
    await press("Check headset and network");
    expect(screen.getByRole("region", { name: /Check of headset/ })).toBeTruthy();
  });

  it("is not kept as one without a voice where its echo gave way to a call", async () => {
    const stage = await deskOnStage(<OnlyDesk />, { ...ANSWERS, "GET /shift-checks": checks(true) });
    show(stage, "idle", undefined, "pho_1", { presence: "not_ready" });
    stage.phone.echo = () => {
      stage.phone.play(RING);
      return Promise.resolve(undefined);
    };
    await press("Check headset and network");
    await press("Begin");
    await press("Heard it");
    await screen.findByRole("alertdialog");
    act(() => stage.phone.play({ type: "ended", id: "sip1", status: 487 }));
    await screen.findByRole("button", { name: "Check headset and network" });
    expect(stage.heard.filter(({ request }) => request === "POST /shift-checks")).toEqual([]);
  });
});
