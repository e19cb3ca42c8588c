import type { Area } from "./paste";

/** The cell that keys act on, and where a chosen range began. Rows and columns count from 0. */
export interface Selection {
  row: number;
  column: number;
  fromRow: number;
  fromColumn: number;
}

export interface Size {
  rows: number;
  columns: number;
}

const PAGE = 10;

export function at(row: number, column: number): Selection {
  return { row, column, fromRow: row, fromColumn: column };
}

export function areaOf({ row, column, fromRow, fromColumn }: Selection): Area {
  return {
    top: Math.min(row, fromRow),
    bottom: Math.max(row, fromRow),
    left: Math.min(column, fromColumn),
    right: Math.max(column, fromColumn),
  };
}

export function contains({ top, bottom, left, right }: Area, row: number, column: number): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** The selection after a key; undefined: the key does not move. */
export function moved(from: Selection, event: Key, size: Size): Selection | undefined {
  const far = event.ctrlKey || event.metaKey;
  const last = { row: size.rows - 1, column: size.columns - 1 };
  if (event.altKey) return undefined;
  if (event.key === "a" && far) return { row: last.row, column: last.column, fromRow: 0, fromColumn: 0 };
  if (event.key === " ") {
    if (far) return { ...from, row: last.row, fromRow: 0 };
    return event.shiftKey ? { ...from, column: last.column, fromColumn: 0 } : undefined;
  }
  if (event.key === "Escape")
    return from.row === from.fromRow && from.column === from.fromColumn
      ? undefined
      : at(from.fromRow, from.fromColumn);
  const to = target(from, event.key, far, last, event.shiftKey);
  if (to === undefined) return undefined;
  const row = Math.max(0, Math.min(last.row, to.row));
  const column = Math.max(0, Math.min(last.column, to.column));
  const extends_ = event.shiftKey && event.key !== "Enter";
  return extends_ ? { ...from, row, column } : at(row, column);
}

function target(
  { row, column }: Selection,
  key: string,
  far: boolean,
  last: { row: number; column: number },
  shift: boolean,
): { row: number; column: number } | undefined {
  switch (key) {
    case "ArrowDown":
      return { row: far ? last.row : row + 1, column };
    case "ArrowUp":
      return { row: far ? 0 : row - 1, column };
    case "ArrowRight":
      return { row, column: far ? last.column : column + 1 };
    case "ArrowLeft":
      return { row, column: far ? 0 : column - 1 };
    case "PageDown":
      return { row: row + PAGE, column };
    case "PageUp":
      return { row: row - PAGE, column };
    case "Home":
      return { row: far ? 0 : row, column: 0 };
    case "End":
      return { row: far ? last.row : row, column: last.column };
    case "Enter":
      return far ? undefined : { row: shift ? row - 1 : row + 1, column };
    default:
      return undefined;
  }
}
