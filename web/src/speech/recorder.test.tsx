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
async function presses(recorder: unknown) {
  const track = { stop: vi.fn() };
  const mediaDevices = {
    getUserMedia: () => Promise.resolve({ getTracks: () => [track] }),
    addEventListener: () => undefined,
  };
  vi.stubGlobal("navigator", Object.assign(Object.create(navigator), { mediaDevices }));
  vi.stubGlobal("AudioContext", Silence);
  vi.stubGlobal("MediaRecorder", recorder);
  const [onTaken, onFault] = [vi.fn(), vi.fn()];
  onStage(<Recorder again={false} busy={false} onTaken={onTaken} onFault={onFault} />, {});
  await userEvent.click(await screen.findByRole("button", { name: "Record" }));
  return { track, onTaken, onFault };
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
