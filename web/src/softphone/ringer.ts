/** Chromium's; others ring at the computer's usual speaker. */
type Sinking = AudioContext & { setSinkId?: (speaker: string) => Promise<void> };

const ANNOUNCED = 350;

/** The ring of an offer: two soft tones, twice, every three seconds; made here, so no file can be missing. */
export class Ringer {
  private context: Sinking | undefined;
  private speaker = "";
  private again: ReturnType<typeof setInterval> | undefined;

  set(on: boolean): void {
    clearInterval(this.again);
    this.again = undefined;
    if (!on) return;
    this.ring();
    this.again = setInterval(() => this.ring(), 3000);
  }

  /** One short tone before a call that is answered by itself; resolves when it has been heard. */
  announce(): Promise<void> {
    this.tone(0, 880, 0.25);
    return new Promise((heard) => setTimeout(heard, ANNOUNCED));
  }

  /** The speaker to ring at; "" is the computer's usual one. */
  playTo(speaker: string): void {
    this.speaker = speaker;
    if (this.context !== undefined) this.sink(this.context);
  }

  private sink(context: Sinking): void {
    // Unplugged since: the usual one.
    context.setSinkId?.(this.speaker).catch(() => context.setSinkId?.("").catch(() => undefined));
  }

  private sounding(): AudioContext {
    if (this.context === undefined) {
      this.context = new AudioContext();
      if (this.speaker !== "") this.sink(this.context);
    }
    void this.context.resume();
    return this.context;
  }

  private ring(): void {
    for (const start of [0, 0.45]) {
      this.tone(start, 659, 0.18);
      this.tone(start + 0.2, 880, 0.18);
    }
  }

  private tone(after: number, hertz: number, seconds: number): void {
    const context = this.sounding();
    const begin = context.currentTime + after;
    const volume = context.createGain();
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(0.18, begin + 0.02);
    volume.gain.linearRampToValueAtTime(0, begin + seconds);
    const source = context.createOscillator();
    source.frequency.value = hertz;
    source.connect(volume).connect(context.destination);
    source.start(begin);
    source.stop(begin + seconds);
  }
}
