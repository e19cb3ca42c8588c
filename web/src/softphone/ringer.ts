/** The ring of an offer: two soft tones, twice, every three seconds; made here, so no file can be missing. */
export class Ringer {
  private context: AudioContext | undefined;
  private again: ReturnType<typeof setInterval> | undefined;

  set(on: boolean): void {
    clearInterval(this.again);
    this.again = undefined;
    if (!on) return;
    this.ring();
    this.again = setInterval(() => this.ring(), 3000);
  }

  private ring(): void {
    for (const start of [0, 0.45]) {
      this.tone(start, 659, 0.18);
      this.tone(start + 0.2, 880, 0.18);
    }
  }

  private tone(after: number, hertz: number, seconds: number): void {
    this.context ??= new AudioContext();
    void this.context.resume();
    const begin = this.context.currentTime + after;
    const volume = this.context.createGain();
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(0.18, begin + 0.02);
    volume.gain.linearRampToValueAtTime(0, begin + seconds);
    const source = this.context.createOscillator();
    source.frequency.value = hertz;
    source.connect(volume).connect(this.context.destination);
    source.start(begin);
    source.stop(begin + seconds);
  }
}
