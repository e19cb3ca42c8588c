import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { ANSWERS, deskOnStage, RING, show, WithShell } from "@/testing/desk";

describe("the desk's phone", () => {
  it("is asked for once, told to the brain, and reported ready", async () => {
    const stage = await deskOnStage(<WithShell />);
    await waitFor(() => expect(stage.phone.started).toBe(1));
    await waitFor(() =>
      expect(stage.server.commands.map(({ type }) => type)).toEqual(["phone_opened", "phone_ready"]),
    );
  });

  it("is not reported ready without a microphone, and is once there is one", async () => {
    const stage = await deskOnStage(<WithShell />, ANSWERS, (phone) => {
      phone.played.refusal = "NotFoundError";
    });
    await screen.findByText("No microphone found");
    await waitFor(() => expect(stage.server.commands).toHaveLength(1));
    show(stage, "idle");
    stage.phone.played.refusal = undefined;
    await act(() => stage.phone.reopenMicrophone());
    await waitFor(() => expect(stage.server.commands.at(-1)?.type).toBe("phone_ready"));
    await screen.findByText("Line good");
  });

  it("tells that an answer came to nothing", async () => {
    const stage = await deskOnStage(<WithShell />);
    act(() => stage.phone.play(RING));
    act(() => stage.phone.play({ type: "answer_failed", id: "sip1", why: "microphone" }));
    expect(await screen.findByText(/call was not answered: there is no microphone/)).toBeTruthy();
  });

  it("puts no tick beside bad news", async () => {
    const stage = await deskOnStage(<WithShell />);
    const told = (code: string, params: Record<string, string | number>) =>
      act(() => stage.server.say({ type: "notice", code, params }));
    const kindOf = (words: HTMLElement) => words.closest("[data-kind]")?.getAttribute("data-kind");
    told("parked", { place: 1 });
    expect(kindOf(await screen.findByText(/Parked at place 1/))).toBe("done");
    told("call_not_reached", { result: "busy" });
    expect(kindOf(await screen.findByText(/the line was busy/))).toBe("bad");
    told("pause_failed", {});
    expect(kindOf(await screen.findByText(/take no card data now/))).toBe("fault");
  });

  it("gives way when another page takes it, and takes it back only when asked", async () => {
    const stage = await deskOnStage(<WithShell />);
    await waitFor(() => expect(stage.server.commands).toHaveLength(2));
    show(stage, "idle");
    act(() => stage.server.say({ type: "notice", code: "phone_taken_over", params: {} }));
    expect(screen.getByText("Your desk is open in another tab")).toBeTruthy();
    expect(stage.phone.state.line).toBe("off");
    show(stage, "idle", undefined, "pho_2");
    expect(stage.server.commands).toHaveLength(2);
    await userEvent.click(screen.getByText("Work in this tab"));
    await waitFor(() => expect(stage.phone.started).toBe(2));
  });

  it("gives way when it wakes up and finds another page in its place", async () => {
    const stage = await deskOnStage(<WithShell />);
    await waitFor(() => expect(stage.server.commands).toHaveLength(2));
    show(stage, "idle");
    show(stage, "idle", undefined, "pho_2");
    expect(await screen.findByText("Your desk is open in another tab")).toBeTruthy();
  });

  it("tells a restarted brain again which page has the phone", async () => {
    const stage = await deskOnStage(<WithShell />);
    await waitFor(() => expect(stage.server.commands).toHaveLength(2));
    act(() => stage.server.say({ type: "away", since: "2026-11-21T12:00:00Z" }));
    act(() => stage.server.say({ type: "hello", epoch: "e2", server_time: "2026-11-21T12:00:03Z" }));
    await waitFor(() =>
      expect(stage.server.commands.map(({ type }) => type)).toEqual([
        "phone_opened",
        "phone_ready",
        "phone_opened",
        "phone_ready",
      ]),
    );
  });

  it("tells a restarted brain which call is heard here, and a new page that none is", async () => {
    const stage = await deskOnStage(<WithShell />);
    await waitFor(() => expect(stage.server.commands).toHaveLength(2));
    expect(stage.server.commands[0]).toMatchObject({ type: "phone_opened", interaction_id: null });
    act(() => stage.phone.play(RING));
    act(() => stage.server.say({ type: "away", since: "2026-11-21T12:00:00Z" }));
    act(() => stage.server.say({ type: "hello", epoch: "e2", server_time: "2026-11-21T12:00:03Z" }));
    await waitFor(() => expect(stage.server.commands).toHaveLength(4));
    expect(stage.server.commands[2]).toMatchObject({
      type: "phone_opened",
      interaction_id: RING.call.interactionId,
    });
  });
});
