import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { CallView, ListeningView } from "@/protocol/frames";
import type { Me } from "@/protocol/resources";
import { CALL } from "@/testing/desk";
import { playedOversight } from "@/testing/oversight";
import { onStage } from "@/testing/stage";
import { OversightContext } from "./context";
import { OversightBar } from "./OversightBar";

const TALKS: CallView = { ...CALL, segment_id: "seg_1", ways: ["listen", "whisper", "join", "take_over"] };
const LISTENING: Partial<ListeningView> = {
  interaction_id: "int_1",
  user_id: "usr_1",
  mode: "listen",
  up: true,
  since: "2026-11-21T12:00:00Z",
};

function barOf(agentId: string | null): ReturnType<typeof playedOversight> {
  const about = { interaction_id: "int_1", agent_name: "Anna Kowalska" };
  const oversight = playedOversight(about);
  const me = { user_id: "usr_1", agent_id: agentId } as Me;
  const stage = onStage(
    <OversightContext value={oversight}>
      <OversightBar about={about} me={me} />
    </OversightContext>,
  );
  act(() => {
    stage.server.open();
    stage.server.show("board", { calls: { int_1: TALKS }, listening: { lst_1: LISTENING } });
  });
  return oversight;
}

describe("in on a call", () => {
  it("takes it over for who is an agent, too", async () => {
    const { takeOver } = barOf("agt_2");
    await userEvent.click(screen.getByRole("button", { name: "Take over" }));
    expect(takeOver).toHaveBeenCalledOnce();
    expect(screen.queryByText(/need the role/)).toBeNull();
  });

  it("tells who is no agent what is missing", async () => {
    const { takeOver } = barOf(null);
    await userEvent.click(screen.getByRole("button", { name: "Take over" }));
    expect(takeOver).not.toHaveBeenCalled();
    expect(screen.getByText(/need the role “Agent”, too/)).toBeTruthy();
  });
});
