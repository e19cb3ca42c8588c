/** Forms keep what was typed: by address of the thing, in this browser, until it is saved or thrown away. */
const PREFIX = "ringwell.draft.";

/** Never kept: secrets. */
const SECRETS = new Set(["password"]);

export function readDraft<D extends object>(name: string, blank: D): D | null {
  try {
    const text = localStorage.getItem(PREFIX + name);
    if (text === null) return null;
    const kept = JSON.parse(text) as unknown;
    return typeof kept === "object" && kept !== null ? { ...blank, ...kept } : null;
  } catch {
    return null;
  }
}

export function keepDraft(name: string, draft: object): void {
  try {
    const open = Object.fromEntries(Object.entries(draft).filter(([field]) => !SECRETS.has(field)));
    localStorage.setItem(PREFIX + name, JSON.stringify(open));
  } catch {
    return; // storage forbidden or full: the draft lasts for this page
  }
}

export function dropDraft(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    return;
  }
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The fields of a body that differ from what was read: what a PATCH sends. */
export function changed(
  from: Readonly<Record<string, unknown>>,
  to: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(to).filter(([field, value]) => !same(from[field], value)));
}

/** Some fields of a body. */
export function picked(
  from: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, from[field]]));
}
