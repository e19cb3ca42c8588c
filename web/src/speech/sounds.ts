import { request, requestFile } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";

type Taken = components["schemas"]["SoundView"];
/** What recordings are sent as: enough for a telephone, and small. */
const RATE = 16_000;

let playing: HTMLAudioElement | undefined;

/** Plays a sound; what played before stops. Rejected where the browser cannot. */
export async function play(address: string): Promise<void> {
  playing?.pause();
  playing = new Audio(address);
  await playing.play();
}

/** Plays a sound of the workspace's, by its name. */
export function playSound(sound: string): Promise<void> {
  return play(`/api/v1/sounds/${sound}/audio`);
}

/** How a typed text sounds. */
export async function listenTo(text: string, language: string): Promise<void> {
  const wav = await requestFile("/speech", { method: "POST", body: { text, language } });
  const address = URL.createObjectURL(wav);
  await play(address);
  playing?.addEventListener("ended", () => URL.revokeObjectURL(address), { once: true });
}

/** Has the server take a file of sound: any WAV; what else the browser can read is made one before. */
export async function takeSound(file: Blob): Promise<Taken> {
  const wav = (await isWav(file)) ? new Blob([file], { type: "audio/wav" }) : await asWav(file);
  return request<Taken>("/sounds", { method: "POST", body: wav });
}

async function isWav(file: Blob): Promise<boolean> {
  return (await file.slice(0, 4).text()) === "RIFF";
}

/** One channel of 16 bit. */
export async function asWav(file: Blob): Promise<Blob> {
  const context = new OfflineAudioContext(1, 1, RATE);
  const heard = await context.decodeAudioData(await file.arrayBuffer());
  const mixing = new OfflineAudioContext(1, Math.max(1, Math.ceil(heard.duration * RATE)), RATE);
  const source = mixing.createBufferSource();
  source.buffer = heard;
  source.connect(mixing.destination);
  source.start();
  return wavOf((await mixing.startRendering()).getChannelData(0), RATE);
}

/** A WAV of these samples, which are -1 to 1. */
export function wavOf(samples: Float32Array, rate: number): Blob {
  const data = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const write = (at: number, text: string): void =>
    new TextEncoder().encode(text).forEach((byte, index) => data.setUint8(at + index, byte));
  write(0, "RIFF");
  data.setUint32(4, 36 + samples.length * 2, true);
  write(8, "WAVEfmt ");
  data.setUint32(16, 16, true);
  data.setUint16(20, 1, true);
  data.setUint16(22, 1, true);
  data.setUint32(24, rate, true);
  data.setUint32(28, rate * 2, true);
  data.setUint16(32, 2, true);
  data.setUint16(34, 16, true);
  write(36, "data");
  data.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, index) =>
    data.setInt16(44 + index * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true),
  );
  return new Blob([data.buffer], { type: "audio/wav" });
}
