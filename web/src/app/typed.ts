/**
 * What people type, draw and look at is kept in this browser, or in this tab, as `ringwell.<kind>.<user>.<thing>`. A desk has
 * several people in turn: nobody is to find there what another has typed.
 */
const KINDS: readonly (string | undefined)[] = [
  "form",
  "note",
  "promise",
  "card",
  "aside",
  "list",
  "draft",
  "flow",
  "board",
];
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

/**
 * What the server has not got yet of what is typed on these screens, to be sent as often as it takes, also when they are gone.
 * Sending never fails, and takes no longer than anybody would wait.
 */
export function unsentHere(): () => Promise<void> {
  const here = [...senders];
  return async () => {
    const sent = Promise.allSettled(here.map((send) => send()));
    await Promise.race([sent, new Promise((over) => setTimeout(over, LONGEST))]);
  };
}

/** Forgets what was typed here, by everybody or by all but this person. */
export function forgetTyped(but?: string): void {
  forgetIn(() => localStorage, but);
  forgetIn(() => sessionStorage, but);
}

function forgetIn(place: () => Storage, but: string | undefined): void {
  try {
    const kept = place();
    for (const name of Object.keys(kept)) {
      const [ours, kind, user] = name.split(".");
      if (ours === "ringwell" && KINDS.includes(kind) && user !== but) kept.removeItem(name);
    }
  } catch {
    return; // storage forbidden: nothing was kept
  }
}
