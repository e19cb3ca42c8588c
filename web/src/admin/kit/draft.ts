/**
 * Forms keep what was typed: by person and address of the thing, in this browser, until it is saved or thrown away, or the person
 * signs out. Only what differs is kept, with what it differs from: so it can be laid over what the thing has become meanwhile.
 */
export function draftName(userId: string, thing: string): string {
  return `ringwell.draft.${userId}.${thing}`;
}

/** Never kept: secrets. */
const SECRETS = new Set(["password"]);

type Fields = Readonly<Record<string, unknown>>;

export interface Kept<D extends object> {
  /** The version that was read when typing began; null: there was none. */
  base: number | null;
  /** The fields as they were read then. */
  from: Partial<D>;
  /** Those that were changed. */
  fields: Partial<D>;
}

/** A draft laid over what is read now. */
export interface Rebased<D extends object> {
  draft: D;
  /** What has changed there since typing began. */
  theirs: string[];
  /** Of that, what was changed here too, and otherwise. */
  both: string[];
}

export function readDraft<D extends object>(name: string): Kept<D> | null {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? "null") as Partial<Kept<D>> | null;
    if (kept === null || !isFields(kept.from) || !isFields(kept.fields)) return null;
    return { base: kept.base ?? null, from: kept.from, fields: kept.fields };
  } catch {
    return null;
  }
}

/** Keeps what differs in `to`; nothing, when nothing does. */
export function keepDraft<D extends object>(name: string, base: number | null, from: D, to: D): void {
  const fields = changed(open(from), open(to));
  try {
    if (Object.keys(fields).length === 0) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify({ base, from: open(from), fields }));
  } catch {
    return; // storage forbidden or full: the draft lasts for this page
  }
}

export function dropDraft(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    return;
  }
}

/** What was typed, over what is read now; the other fields are theirs. */
export function rebased<D extends object>(kept: Pick<Kept<D>, "from" | "fields">, read: D): Rebased<D> {
  const draft = { ...read, ...kept.fields };
  const theirs = Object.keys(kept.from).filter((name) => !same(at(kept.from, name), at(read, name)));
  const both = theirs.filter((name) => name in kept.fields && !same(at(draft, name), at(read, name)));
  return { draft, theirs, both };
}

function at(fields: object, name: string): unknown {
  return (fields as Fields)[name];
}

function isFields(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function open(draft: object): Fields {
  return Object.fromEntries(Object.entries(draft).filter(([field]) => !SECRETS.has(field)));
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The fields of a body that differ from what was read: what a PATCH sends. */
export function changed<D extends object>(from: D, to: D): Partial<D> {
  const differing = Object.entries(to).filter(([field, value]) => !same(at(from, field), value));
  return Object.fromEntries(differing) as Partial<D>;
}

/** Some fields of a body. */
export function picked(from: Fields, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, from[field]]));
}
