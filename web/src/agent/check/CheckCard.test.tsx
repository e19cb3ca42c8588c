import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { onStage, type Answers } from "@/testing/stage";
import { CheckCard } from "./CheckCard";

vi.mock("@/softphone/LevelMeter", () => ({ LevelMeter: () => null }));
vi.mock("./measure", () => ({
  NOTHING_DB: -120,
  listen: () => Promise.resolve(-20),
  askNetwork: () => Promise.resolve({ round_trip_ms: 1, lost: 0 }),
}));

const KEPT = {
  user_id: "usr_1",
  at: "2026-01-31T10:00:00Z",
  speech_db: -20,
  noise_db: -20,
  heard: true,
  round_trip_ms: 1,
  lost: 0,
  echo_db: -120,
  troubles: ["line"],
};

it("is said again where it could not be kept, also without an echo", async () => {
  const answers: Answers = { "POST /shift-checks": Response.json({ code: "store_away" }, { status: 503 }) };
  const stage = onStage(<CheckCard onClose={() => undefined} />, answers);
  await userEvent.click(screen.getByText("Begin"));
  await userEvent.click(await screen.findByText("Heard it"));
  await screen.findByText("Did you hear yourself?");
  answers["POST /shift-checks"] = KEPT;
  await userEvent.click(screen.getByText("Heard it"));
  await screen.findByText("Kept. This is what was found:");
  expect(stage.heard.filter(({ request }) => request === "POST /shift-checks")).toHaveLength(2);
});
