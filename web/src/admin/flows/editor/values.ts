/** What was typed as the document keeps it: a number, yes or no, else text. */
export function valueOf(typed: string): string | number | boolean {
  if (/^-?\d{1,15}$/.test(typed)) return Number(typed);
  if (typed === "true" || typed === "false") return typed === "true";
  return typed;
}
