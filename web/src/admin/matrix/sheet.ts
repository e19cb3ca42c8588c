/** What has been changed in the skills matrix and not saved: cells over what was read, with undo. */

/** 1–10; null: the agent does not have the skill. */
export type Level = number | null;
/** The level that was read from the server. */
export type Read = (user: string, skill: string) => Level;

export interface Change {
  user: string;
  skill: string;
  level: Level;
}

/** A cell that differs from what was read: `before` is what it was when it was first changed here. */
export interface Edit extends Change {
  before: Level;
}

interface Step {
  user: string;
  skill: string;
  from: Level;
  to: Level;
}

export interface Sheet {
  edits: ReadonlyMap<string, Edit>;
  past: readonly (readonly Step[])[];
  future: readonly (readonly Step[])[];
}

export const EMPTY: Sheet = { edits: new Map(), past: [], future: [] };
const MOST_STEPS = 200;

export function cellKey(user: string, skill: string): string {
  return `${user} ${skill}`;
}

/** What stands in a cell now. */
export function levelAt(sheet: Sheet, read: Read, user: string, skill: string): Level {
  const edit = sheet.edits.get(cellKey(user, skill));
  return edit === undefined ? read(user, skill) : edit.level;
}

/** The sheet with these cells changed, as one step to undo. `joins`: it belongs to the step before (1, then 0: ten). */
export function put(sheet: Sheet, read: Read, changes: readonly Change[], joins = false): Sheet {
  const steps = changes
    .map(({ user, skill, level }) => ({ user, skill, from: levelAt(sheet, read, user, skill), to: level }))
    .filter(({ from, to }) => from !== to);
  if (steps.length === 0) return sheet;
  const last = joins ? (sheet.past.at(-1) ?? []) : [];
  const earlier = joins ? sheet.past.slice(0, -1) : sheet.past;
  return {
    edits: walked(sheet.edits, read, steps),
    past: [...earlier, [...last, ...steps]].slice(-MOST_STEPS),
    future: [],
  };
}

export function undo(sheet: Sheet, read: Read): Sheet {
  const last = sheet.past.at(-1);
  if (last === undefined) return sheet;
  const back = last.map(({ from, to, ...cell }) => ({ ...cell, from: to, to: from })).reverse();
  return {
    edits: walked(sheet.edits, read, back),
    past: sheet.past.slice(0, -1),
    future: [last, ...sheet.future],
  };
}

export function redo(sheet: Sheet, read: Read): Sheet {
  const [next, ...rest] = sheet.future;
  if (next === undefined) return sheet;
  return { edits: walked(sheet.edits, read, next), past: [...sheet.past, next], future: rest };
}

function walked(edits: Sheet["edits"], read: Read, steps: readonly Step[]): Map<string, Edit> {
  const next = new Map(edits);
  for (const { user, skill, to } of steps) {
    const key = cellKey(user, skill);
    const before = next.get(key)?.before ?? read(user, skill);
    if (to === before) next.delete(key);
    else next.set(key, { user, skill, before, level: to });
  }
  return next;
}

/** The cells that somebody else has changed since they were changed here, to something else than here. */
export function clashes(sheet: Sheet, read: Read): Edit[] {
  return [...sheet.edits.values()].filter(({ user, skill, before, level }) => {
    const now = read(user, skill);
    return now !== before && now !== level;
  });
}

/** Mine stays: it is now changed from what was read last. What is the same there by now is no change any more. */
export function settled(sheet: Sheet, read: Read): Sheet {
  const edits = new Map<string, Edit>();
  for (const [key, edit] of sheet.edits) {
    const before = read(edit.user, edit.skill);
    if (before !== edit.level) edits.set(key, { ...edit, before });
  }
  return { ...sheet, edits };
}

/** Without these cells: theirs stays. */
export function without(sheet: Sheet, gone: readonly Edit[]): Sheet {
  const edits = new Map(sheet.edits);
  for (const { user, skill } of gone) edits.delete(cellKey(user, skill));
  return { ...EMPTY, edits };
}

/** User → skill → level, as the server takes it. */
export function byUser(edits: Iterable<Change>): Map<string, Record<string, Level>> {
  const users = new Map<string, Record<string, Level>>();
  for (const { user, skill, level } of edits) {
    const levels = users.get(user) ?? {};
    levels[skill] = level;
    users.set(user, levels);
  }
  return users;
}

/** Kept in this browser under this name until saved. */
export function keepSheet(name: string, { edits }: Sheet): void {
  try {
    if (edits.size === 0) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify([...edits.values()]));
  } catch {
    return; // storage forbidden or full: the changes last for this page
  }
}

/** What an earlier visit left, as far as it can still be done. */
export function kept(name: string, possible: (edit: Edit) => boolean): Sheet {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(name) ?? "[]");
    const edits = Array.isArray(found) ? found.filter(isEdit).filter(possible) : [];
    return { ...EMPTY, edits: new Map(edits.map((edit) => [cellKey(edit.user, edit.skill), edit])) };
  } catch {
    return EMPTY;
  }
}

function isEdit(value: unknown): value is Edit {
  const edit = value as Partial<Edit> | null;
  return (
    typeof edit?.user === "string" &&
    typeof edit.skill === "string" &&
    isLevel(edit.before) &&
    isLevel(edit.level)
  );
}

function isLevel(value: unknown): value is Level {
  return (
    value === null || (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 10)
  );
}

/** A level as people write it: empty, 0 or a dash is none; undefined is no level. */
export function levelOf(text: string): Level | undefined {
  const plain = text.trim();
  if (plain === "" || plain === "0" || /^[-–—]$/.test(plain)) return null;
  const level = Number(plain.replace(",", "."));
  return isLevel(level) ? level : undefined;
}
