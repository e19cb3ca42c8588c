/** The microphone as this page has it: asked for once, kept for the shift, so that answering waits for nothing. */
export type MicrophoneState = "unasked" | "asking" | "open" | "denied" | "missing";

export interface Devices {
  microphones: readonly Device[];
  speakers: readonly Device[];
}
export interface Device {
  id: string;
  label: string;
}

export interface DeviceChoice {
  microphone: string | undefined;
  speaker: string | undefined;
  /** Where calls ring; undefined: at the speaker. */
  ringer: string | undefined;
}

const CHOICE = "ringwell.devices";
const PROCESSING: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

export class Microphone {
  state: MicrophoneState = "unasked";
  private held: MediaStream | undefined;
  private speaking = true;
  private readonly listeners = new Set<() => void>();

  /** What the microphone hears; undefined when it was never opened, or has been unplugged. */
  get stream(): MediaStream | undefined {
    return this.held?.getAudioTracks()[0]?.readyState === "live" ? this.held : undefined;
  }

  /** Which one it is. */
  get device(): string | undefined {
    return this.stream?.getAudioTracks()[0]?.getSettings().deviceId;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Opens the chosen microphone, or the usual one when that is gone. */
  async open(chosen = storedChoice().microphone): Promise<MediaStream | undefined> {
    this.become("asking");
    try {
      const stream = await this.ask(chosen);
      this.close();
      this.held = stream;
      this.setOpen(this.speaking);
      stream.getAudioTracks()[0]?.addEventListener("ended", () => {
        if (this.held === stream) this.become("missing");
      });
      this.become("open");
      return stream;
    } catch (error) {
      // Another one was asked for and cannot be had: the one before goes on.
      if (this.stream !== undefined) this.become("open");
      else
        this.become(error instanceof DOMException && error.name === "NotAllowedError" ? "denied" : "missing");
      return this.stream;
    }
  }

  /** Mute and its end; holds for a microphone that is opened later, too. */
  setOpen(open: boolean): void {
    this.speaking = open;
    for (const track of this.held?.getAudioTracks() ?? []) track.enabled = open;
  }

  close(): void {
    for (const track of this.held?.getTracks() ?? []) track.stop();
    this.held = undefined;
  }

  protected async ask(chosen: string | undefined): Promise<MediaStream> {
    // Undefined in a page that is not served securely.
    const media = navigator.mediaDevices as MediaDevices | undefined;
    if (media === undefined) throw new DOMException("insecure page", "NotFoundError");
    if (chosen !== undefined) {
      try {
        return await media.getUserMedia({ audio: { ...PROCESSING, deviceId: { exact: chosen } } });
      } catch (error) {
        if (error instanceof DOMException && error.name === "NotAllowedError") throw error;
      }
    }
    return media.getUserMedia({ audio: PROCESSING });
  }

  private become(state: MicrophoneState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

/** What is plugged in. Labels are empty until the microphone was allowed. */
export async function listDevices(): Promise<Devices> {
  const all = await navigator.mediaDevices.enumerateDevices();
  const of = (kind: MediaDeviceKind): Device[] =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== "")
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { microphones: of("audioinput"), speakers: of("audiooutput") };
}

/** Devices belong to the computer, so the choice is kept in its browser. */
export function storedChoice(): DeviceChoice {
  try {
    const stored = JSON.parse(localStorage.getItem(CHOICE) ?? "{}") as Partial<DeviceChoice>;
    return { microphone: stored.microphone, speaker: stored.speaker, ringer: stored.ringer };
  } catch {
    return { microphone: undefined, speaker: undefined, ringer: undefined };
  }
}

export function rememberChoice(choice: DeviceChoice): void {
  try {
    localStorage.setItem(CHOICE, JSON.stringify(choice));
  } catch {
    return;
  }
}
