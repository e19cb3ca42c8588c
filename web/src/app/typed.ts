/**
 * What people type is kept in this browser until the server has it, as `ringwell.<kind>.<user>.<thing>`. A desk has several
 * people in turn: nobody is to find there what another has typed.
 */
const KINDS: readonly (string | undefined)[] = ["form", "note", "promise", "card"];
/** So long whoever signs out waits until it is sent, milliseconds. */
const LONGEST = 3_000;

const senders = new Set<() => Promise<unknown>>();

/** Has this sent before whoever is signed in leaves, until what is given back is called. */
export function sentBeforeLeaving(send: () => Promise<unknown>): () => void {
  senders.add(send);
  return () => {
    senders.delete(send);
  };
}

/** Sends what the server has not got yet; never fails, and takes no longer than anybody would wait. */
export async function sendTyped(): Promise<void> {
  const sent = Promise.allSettled(Array.from(senders, (send) => send()));
  await Promise.race([sent, new Promise((over) => setTimeout(over, LONGEST))]);
}

/** Forgets what was typed here, by everybody or by all but this person. */
export function forgetTyped(but?: string): void {
  try {
    for (const name of Object.keys(localStorage)) {
      const [ours, kind, user] = name.split(".");
      if (ours === "ringwell" && KINDS.includes(kind) && user !== but) localStorage.removeItem(name);
    }
  } catch {
    return; // storage forbidden: nothing was kept
  }
}
