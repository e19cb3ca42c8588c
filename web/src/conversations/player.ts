export type Voice = "both" | "caller" | "agent";
export const SPEEDS = [1, 1.25, 1.5, 2] as const;

export interface PlayerState {
  playing: boolean;
  /** The browser could not play it. */
  fault: boolean;
  speed: number;
  voice: Voice;
}

/** The two voices, each in both ears, each with its own volume. */
interface Graph {
  context: AudioContext;
  caller: GainNode;
  agent: GainNode;
}

/** Plays one recording. Nothing is fetched before it is first played: every listening is kept in the audit. */
export class RecordingAudio {
  private readonly audio = new Audio();
  private readonly listeners = new Set<() => void>();
  private graph: Graph | null = null;
  private current: PlayerState = { playing: false, fault: false, speed: 1, voice: "both" };

  constructor(
    source: string,
    private readonly stereo: boolean,
  ) {
    this.audio.preload = "none";
    this.audio.src = source;
    this.audio.addEventListener("play", () => this.put({ playing: true, fault: false }));
    this.audio.addEventListener("pause", () => this.put({ playing: false }));
    this.audio.addEventListener("ended", () => this.put({ playing: false }));
    this.audio.addEventListener("error", () => this.put({ playing: false, fault: true }));
    for (const moved of ["seeked", "timeupdate"]) this.audio.addEventListener(moved, () => this.tell());
  }

  state = (): PlayerState => this.current;

  /** Seconds from the beginning. */
  position = (): number => this.audio.currentTime;

  /** Calls back when the state changes, and a few times a second while it plays. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Calls back when it has been played to its end. */
  whenOver = (listener: () => void): (() => void) => {
    this.audio.addEventListener("ended", listener);
    return () => this.audio.removeEventListener("ended", listener);
  };

  /** Plays at once, as another one was played. */
  goOn({ speed, voice }: PlayerState): void {
    this.setSpeed(speed);
    this.setVoice(voice);
    this.play();
  }

  toggle = (): void => {
    if (this.audio.paused) this.play();
    else this.audio.pause();
  };

  seek = (seconds: number): void => {
    const end = Number.isFinite(this.audio.duration) ? this.audio.duration : Infinity;
    this.audio.currentTime = Math.max(0, Math.min(end, seconds));
    this.tell();
  };

  skip = (seconds: number): void => this.seek(this.audio.currentTime + seconds);

  setSpeed = (speed: number): void => {
    this.audio.playbackRate = speed;
    this.put({ speed });
  };

  setVoice = (voice: Voice): void => {
    this.put({ voice });
    this.turn();
  };

  /** Stops, and lets go of the browser's audio. */
  stop(): void {
    this.audio.pause();
    void this.graph?.context.suspend();
  }

  private play(): void {
    if (this.stereo && this.graph === null) this.graph = wire(this.audio);
    void this.graph?.context.resume();
    this.turn();
    this.audio.play().catch(() => this.put({ playing: false, fault: true }));
  }

  private turn(): void {
    if (this.graph === null) return;
    this.graph.caller.gain.value = this.current.voice === "agent" ? 0 : 1;
    this.graph.agent.gain.value = this.current.voice === "caller" ? 0 : 1;
  }

  private put(change: Partial<PlayerState>): void {
    this.current = { ...this.current, ...change };
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** Caller left, agent right: each voice is heard in both ears, so that one alone is not heard in one. */
function wire(audio: HTMLAudioElement): Graph | null {
  if (typeof AudioContext === "undefined") return null;
  const context = new AudioContext();
  const splitter = context.createChannelSplitter(2);
  const caller = context.createGain();
  const agent = context.createGain();
  context.createMediaElementSource(audio).connect(splitter);
  splitter.connect(caller, 0);
  splitter.connect(agent, 1);
  caller.connect(context.destination);
  agent.connect(context.destination);
  return { context, caller, agent };
}
