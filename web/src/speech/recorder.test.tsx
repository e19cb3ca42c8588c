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

afterEach(() => vi.unstubAllGlobals());

/** A browser with a microphone, and with this recorder. */
async function presses(recorder: unknown, allowed: Promise<void> = Promise.resolve()) {
  const track = { stop: vi.fn() };
  const mediaDevices = {
    getUserMedia: () => allowed.then(() => ({ getTracks: () => [track] })),
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
  await userEvent.click(await screen.findByRole("button", { name: "Record" }));
  return { track, onTaken, onFault, unmount };
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
