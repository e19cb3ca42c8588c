import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { onStage } from "@/testing/stage";
import { Recorder } from "./Recorder";

class Silence {
  createAnalyser = () => ({ fftSize: 16, getFloatTimeDomainData: () => undefined });
  createMediaStreamSource = () => ({ connect: () => undefined });
  close = () => Promise.resolve();
}

class Recording {
  state = "inactive";
  mimeType = "audio/webm";
  ondataavailable: ((event: { data: string }) => void) | null = null;
  onstop: (() => void) | null = null;
  start(): void {
    this.state = "recording";
  }
  stop(): void {
    this.state = "inactive";
    this.ondataavailable?.({ data: "sound" });
    this.onstop?.();
  }
}

afterEach(() => vi.unstubAllGlobals());

/** A browser with a microphone, and with this recorder. */
async function presses(recorder: unknown, allowed: Promise<void> = Promise.resolve(), times = 1) {
  const track = { stop: vi.fn() };
  const getUserMedia = vi.fn(() => allowed.then(() => ({ getTracks: () => [track] })));
  const mediaDevices = {
    getUserMedia,
    addEventListener: () => undefined,
  };
  vi.stubGlobal("navigator", Object.assign(Object.create(navigator), { mediaDevices }));
  vi.stubGlobal("AudioContext", Silence);
  vi.stubGlobal("MediaRecorder", recorder);
  const [onTaken, onFault] = [vi.fn(), vi.fn()];
  const { unmount } = onStage(
    <Recorder again={false} busy={false} onTaken={onTaken} onFault={onFault} />,
    {},
  );
  const button = await screen.findByRole("button", { name: "Record" });
  await (times === 1 ? userEvent.click(button) : userEvent.dblClick(button));
  return { track, getUserMedia, onTaken, onFault, unmount };
}

it("closes the microphone of a browser that cannot record, and says so", async () => {
  class Nothing {
    state = "inactive";
    constructor() {
      throw new Error("NotSupportedError");
    }
  }
  const { track, onTaken, onFault } = await presses(Nothing);
  await waitFor(() => expect(onFault).toHaveBeenCalledOnce());
  expect(onFault.mock.calls[0]?.[0]).toContain("cannot record");
  expect(track.stop).toHaveBeenCalled();
  expect(onTaken).not.toHaveBeenCalled();
});

it("closes it, too, where recording does not begin", async () => {
  class Broken {
    state = "inactive";
    start(): void {
      throw new Error("NotSupportedError");
    }
  }
  const { track, onTaken, onFault } = await presses(Broken);
  await waitFor(() => expect(onFault).toHaveBeenCalledOnce());
  expect(track.stop).toHaveBeenCalled();
  expect(onTaken).not.toHaveBeenCalled();
  expect(await screen.findByRole("button", { name: "Record" })).toBeTruthy();
});

it("closes it where the page was left while the browser asked", async () => {
  const recorder = vi.fn();
  let allow = (): void => undefined;
  const allowed = new Promise<void>((resolve) => (allow = resolve));
  const { track, onFault, unmount } = await presses(recorder, allowed);
  unmount();
  allow();
  await waitFor(() => expect(track.stop).toHaveBeenCalled());
  expect(recorder).not.toHaveBeenCalled();
  expect(onFault).not.toHaveBeenCalled();
});

it("opens one microphone, however often it is pressed, and gives what it has heard once", async () => {
  let allow = (): void => undefined;
  const allowed = new Promise<void>((resolve) => (allow = resolve));
  const { track, getUserMedia, onTaken } = await presses(Recording, allowed, 2);
  allow();
  await userEvent.click(await screen.findByRole("button", { name: "Stop" }));
  expect(getUserMedia).toHaveBeenCalledOnce();
  expect(onTaken).toHaveBeenCalledOnce();
  expect(track.stop).toHaveBeenCalled();
});

it("gives nothing of what was being recorded when the page was left", async () => {
  const { track, onTaken, unmount } = await presses(Recording);
  await screen.findByRole("button", { name: "Stop" });
  unmount();
  expect(track.stop).toHaveBeenCalled();
  expect(onTaken).not.toHaveBeenCalled();
});
