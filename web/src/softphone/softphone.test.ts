import type { RTCSession } from "jssip/lib/RTCSession";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { PlayedMicrophone, PlayedPhone, type PlayedTrack } from "@/testing/stage";

/** A telephone with a call whose audio goes out by one sender. */
class CallingPhone extends PlayedPhone {
  readonly sent: unknown[] = [];
  constructor() {
    super();
    const sender = {
      replaceTrack: (track: unknown) => {
        this.sent.push(track);
        return Promise.resolve();
      },
    };
    const session = { isEnded: () => true, connection: { getSenders: () => [sender] } };
    this.sessions.set("a", session as unknown as RTCSession);
    this.sessions.set("only ringing", { connection: null } as unknown as RTCSession);
    this.play({ type: "registered" });
    this.play({
      type: "incoming",
      call: { id: "a", number: "1", name: "", offerId: undefined, interactionId: "int_1" },
      autoAnswer: true,
    });
    this.play({ type: "established", id: "a" });
  }
  get track(): PlayedTrack {
    const last = this.played.tracks.at(-1);
    if (last === undefined) throw new Error("no microphone was opened");
    return last;
  }
}

describe("the microphone in a call", () => {
  beforeEach(() => localStorage.clear());

  it("gives way to another one when it is unplugged, muted as it was", async () => {
    const phone = new CallingPhone();
    await phone.reopenMicrophone();
    phone.setMuted(true);
    const before = phone.track;
    before.unplug();
    await vi.waitFor(() => expect(phone.track).not.toBe(before));
    await vi.waitFor(() => expect(phone.sent.at(-1)).toBe(phone.track));
    expect(phone.track.enabled).toBe(false);
    expect(phone.microphone.state).toBe("open");
    phone.setMuted(false);
    expect(phone.track.enabled).toBe(true);
  });

  it("is missing while there is no other, counts as no stream, and comes back into the call when asked again", async () => {
    const phone = new CallingPhone();
    await phone.reopenMicrophone();
    phone.played.refusal = "NotFoundError";
    phone.track.unplug();
    await vi.waitFor(() => expect(phone.microphone.state).toBe("missing"));
    expect(phone.microphone.stream).toBeUndefined();
    phone.played.refusal = undefined;
    await phone.reopenMicrophone();
    expect(phone.microphone.state).toBe("open");
    expect(phone.sent.at(-1)).toBe(phone.track);
    expect(phone.track.readyState).toBe("live");
  });

  it("comes back by itself when it is plugged in again", async () => {
    const media = Object.assign(new EventTarget(), { enumerateDevices: () => Promise.resolve([]) });
    Object.defineProperty(navigator, "mediaDevices", { value: media, configurable: true });
    const phone = new CallingPhone();
    await phone.reopenMicrophone();
    phone.played.refusal = "NotFoundError";
    phone.track.unplug();
    await vi.waitFor(() => expect(phone.microphone.state).toBe("missing"));
    phone.played.refusal = undefined;
    media.dispatchEvent(new Event("devicechange"));
    await vi.waitFor(() => expect(phone.sent.at(-1)).toBe(phone.track));
    Reflect.deleteProperty(navigator, "mediaDevices");
  });

  it("stays as it was when another cannot be had", async () => {
    const phone = new CallingPhone();
    await phone.reopenMicrophone();
    const before = phone.microphone.stream;
    phone.played.refusal = "NotAllowedError";
    expect(await phone.reopenMicrophone()).toBe(before);
    expect(phone.microphone.state).toBe("open");
  });

  it("tells its listeners which devices were chosen", async () => {
    const phone = new PlayedPhone(new PlayedMicrophone());
    const heard = vi.fn();
    phone.subscribe(heard);
    const before = phone.choice;
    await phone.useSpeaker("desk speaker");
    expect(heard).toHaveBeenCalled();
    expect(phone.choice).not.toBe(before);
    expect(phone.choice.speaker).toBe("desk speaker");
  });
});
