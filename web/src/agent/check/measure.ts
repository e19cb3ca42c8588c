const LISTENED_MS = 3_000;
const EVERY_MS = 100;
const ASKED = 12;
const LATE_MS = 1_000;
const SILENCE_DB = -120;
/** How much fainter what was said came back, where nothing did. */
export const NOTHING_DB = -120;
/** Of what is said and comes back the loud parts count. */
const LOUD = 0.85;

/** Decibels of samples against full scale, as their mean square. */
export function decibels(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.max(SILENCE_DB, Math.min(0, 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-12)));
}

/** The value that a share of all lies below. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? SILENCE_DB;
}

/** How loud the microphone is over three seconds: of noise the usual level counts, of speech its loud parts. */
export async function listen(stream: MediaStream, share: number): Promise<number> {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 2048;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const heard: number[] = [];
  try {
    for (let at = 0; at < LISTENED_MS; at += EVERY_MS) {
      await pause(EVERY_MS);
      analyser.getFloatTimeDomainData(samples);
      heard.push(decibels(samples));
    }
  } finally {
    await context.close();
  }
  return quantile(heard, share);
}

/** How much louder (or, below 0, fainter) what comes back is than what is said meanwhile, in decibels. */
export async function compare(said: MediaStream, back: MediaStream): Promise<number> {
  const [before, after] = await Promise.all([listen(said, LOUD), listen(back, LOUD)]);
  return after <= SILENCE_DB ? NOTHING_DB : Math.max(NOTHING_DB, after - before);
}

export interface Network {
  round_trip_ms: number;
  lost: number;
}

/** The way to this server and back, asked several times: the middle of them, and the share that did not come in time. */
export async function askNetwork(ask: () => Promise<unknown> = askServer): Promise<Network> {
  const times: number[] = [];
  for (let at = 0; at < ASKED; at += 1) {
    const begun = performance.now();
    await ask().then(
      () => times.push(performance.now() - begun),
      () => undefined,
    );
  }
  return {
    round_trip_ms: times.length === 0 ? LATE_MS : quantile(times, 0.5),
    lost: 1 - times.length / ASKED,
  };
}

async function askServer(): Promise<void> {
  const reply = await fetch("/health/live", { cache: "no-store", signal: AbortSignal.timeout(LATE_MS) });
  if (!reply.ok) throw new Error(String(reply.status));
}

function pause(ms: number): Promise<void> {
  return new Promise((over) => setTimeout(over, ms));
}
