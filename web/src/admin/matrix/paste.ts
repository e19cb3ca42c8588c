import { levelOf, type Change } from "./sheet";

export interface Axis {
  id: string;
  /** What the row or column is called; any of these. */
  names: readonly string[];
}

export interface Area {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** What a paste comes to; `skipped` are cells that are no level, or have no place. */
export interface Pasted {
  changes: Change[];
  skipped: number;
}

/** Rows of cells, as spreadsheets put them on the clipboard. */
export function cellsOf(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  return lines.map((line) => line.split("\t"));
}

/** Text into the grid: with names of people and skills at its edges it goes where they stand, else into the chosen area. */
export function pasted(text: string, area: Area, people: readonly Axis[], skills: readonly Axis[]): Pasted {
  const rows = cellsOf(text);
  return byNames(rows, people, skills) ?? byPlace(rows, area, people, skills);
}

function byNames(rows: readonly string[][], people: readonly Axis[], skills: readonly Axis[]): Pasted | null {
  const [head = [], ...body] = rows;
  const columns = head.slice(1).map((name) => found(skills, name));
  if (body.length === 0 || columns.every((skill) => skill === undefined)) return null;
  return gathered(
    body.flatMap(([name = "", ...cells]) => {
      const user = found(people, name);
      return cells.map((cell, at) => ({ user, skill: columns[at], cell }));
    }),
  );
}

function byPlace(
  rows: readonly string[][],
  area: Area,
  people: readonly Axis[],
  skills: readonly Axis[],
): Pasted {
  const wide = Math.max(...rows.map((row) => row.length));
  // One value, or one row or column, fills the whole area that is chosen.
  const height = rows.length === 1 ? area.bottom - area.top + 1 : rows.length;
  const width = wide === 1 ? area.right - area.left + 1 : wide;
  const places = Array.from({ length: height }, (_, down) =>
    Array.from({ length: width }, (_, over) => ({
      user: people[area.top + down]?.id,
      skill: skills[area.left + over]?.id,
      cell: rows[down % rows.length]?.[over % wide] ?? "",
    })),
  );
  return gathered(places.flat());
}

function gathered(
  cells: readonly { user: string | undefined; skill: string | undefined; cell: string }[],
): Pasted {
  const changes: Change[] = [];
  let skipped = 0;
  for (const { user, skill, cell } of cells) {
    const level = levelOf(cell);
    if (user === undefined || skill === undefined || level === undefined) skipped++;
    else changes.push({ user, skill, level });
  }
  return { changes, skipped };
}

function found(axes: readonly Axis[], name: string): string | undefined {
  const wanted = name.trim().toLocaleLowerCase();
  return axes.find(({ names }) => names.some((each) => each.toLocaleLowerCase() === wanted))?.id;
}
