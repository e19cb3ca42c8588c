/**
 * The server's clock as this page knows it. Timers must agree with the server's moments even where the computer's
 * own clock is wrong, so every moment shown is measured against `serverNow`.
 */
type Listener = () => void;

let offset = 0;
let second = 0;
let ticking: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<Listener>();

/** Tells the page what time the server had (milliseconds since 1970) at a message just received. */
export function setServerTime(serverMilliseconds: number): void {
  const next = serverMilliseconds - Date.now();
  // A late message makes the server look behind; the nearest to the truth is the largest offset seen lately.
  if (next > offset || Math.abs(next - offset) > 2000) offset = next;
}

export function serverNow(): number {
  return Date.now() + offset;
}

function tick(): void {
  second = Math.floor(serverNow() / 1000);
  for (const listener of listeners) listener();
  ticking = setTimeout(tick, 1000 - (serverNow() % 1000) + 1);
}

/** Calls back once a second, at the turn of the second, for all timers of a page together. */
export function subscribeSecond(listener: Listener): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    second = Math.floor(serverNow() / 1000);
    ticking = setTimeout(tick, 1000 - (serverNow() % 1000) + 1);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && ticking !== undefined) clearTimeout(ticking);
  };
}

/** The server's current second, in whole seconds since 1970. */
export function currentSecond(): number {
  return listeners.size === 0 ? Math.floor(serverNow() / 1000) : second;
}
