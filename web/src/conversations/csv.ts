/** A table as CSV (RFC 4180). */

/** A spreadsheet would take such a cell for a formula: an apostrophe before it keeps it text. */
const FORMULA = /^[=+\-@\t\r]/;
/** Where a list is parted by semicolons, as in Poland and Russia, what follows one is a cell of its own. */
const FORMULA_INSIDE = /([;\t\r\n])(?=\s*[=+\-@])/g;
/** A telephone number is none, whatever it begins with. */
const TELEPHONE = /^\+?\d+$/;

export function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  if (TELEPHONE.test(value)) return value;
  const safe = (FORMULA.test(value) ? `'${value}` : value).replaceAll(FORMULA_INSIDE, "$1'");
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** With a byte order mark, without which spreadsheets read Polish and Russian wrongly. */
export function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}
