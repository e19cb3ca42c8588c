import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { deskOnStage, OnlyDesk, show } from "@/testing/desk";

const TEXT = "Good day, Linden Shop, Anna here.";
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

/** The block that holds these words, and whether it is large. */
async function block(words: string) {
  const found = (await screen.findByText(words)).closest("div");
  return { found, large: found?.dataset["size"] === "large" };
}

describe("what an agent says first", () => {
  beforeEach(() => localStorage.clear());

  it("stands on the offer", async () => {
    const stage = await deskOnStage(<OnlyDesk />);
    show(stage, "offered", { greeting: TEXT });
    expect(within(await screen.findByRole("alertdialog")).getByText(TEXT)).toBeTruthy();
  });

  it.each([
    ["large as the talk begins", 5, true],
    ["small after half a minute", 40, false],
  ])("is %s", async (_, seconds, large) => {
    const stage = await deskOnStage(<OnlyDesk />);
    show(stage, "talking", { state: "talking", offer_id: null, greeting: TEXT, answered_at: ago(seconds) });
    expect((await block(TEXT)).large).toBe(large);
  });

  it("gives way to the rest of the call by itself, and stays", async () => {
    const stage = await deskOnStage(<OnlyDesk />);
    show(stage, "talking", { state: "talking", offer_id: null, greeting: TEXT, answered_at: ago(28) });
    expect((await block(TEXT)).large).toBe(true);
    await waitFor(async () => expect((await block(TEXT)).large).toBe(false), { timeout: 4_000 });
  });

  it("is large while the customer is being called, with what is to be said of the recording", async () => {
    const stage = await deskOnStage(<OnlyDesk />);
    show(stage, "talking", {
      state: "dialling",
      offer_id: null,
      direction: "out",
      greeting: TEXT,
      say_recorded: true,
    });
    expect((await block(TEXT)).large).toBe(true);
    await screen.findByText("Say that the call is recorded.");
  });

  it("is not there where the project has none, nor after the talk", async () => {
    const stage = await deskOnStage(<OnlyDesk />);
    show(stage, "talking", { state: "talking", offer_id: null, answered_at: ago(5) });
    await screen.findByText("This call");
    expect(screen.queryByText("Say first:")).toBeNull();
    show(stage, "wrapping_up", { state: "wrapping_up", offer_id: null, greeting: TEXT });
    expect(screen.queryByText(TEXT)).toBeNull();
  });
});
