import type { Project } from "@/protocol/configuration";

export type FormField = Project["form"][number];

export const KINDS = [
  "text",
  "number",
  "date",
  "choice",
  "yes_no",
  "card",
] as const satisfies readonly FormField["kind"][];
/** As many as the server takes. */
export const MOST_FIELDS = 30;

/** A further field, under a name that no other has. */
export function blankField(form: readonly FormField[]): FormField {
  const names = new Set(form.map(({ name }) => name));
  let n = form.length + 1;
  while (names.has(`field_${n}`)) n++;
  return { name: `field_${n}`, label: "", labels: {}, kind: "text", choices: [], required: false };
}

export function moved(form: readonly FormField[], from: number, to: number): FormField[] {
  const rest = form.filter((_, at) => at !== from);
  return [...rest.slice(0, to), ...form.slice(from, from + 1), ...rest.slice(to)];
}

/** As it is sent: without lines that say nothing. */
export function formBody(form: readonly FormField[]): FormField[] {
  return form.map((field) => ({
    ...field,
    label: field.label.trim(),
    labels: Object.fromEntries(Object.entries(field.labels).filter(([, words]) => words.trim() !== "")),
    choices:
      field.kind === "choice" ? field.choices.map((each) => each.trim()).filter((each) => each !== "") : [],
  }));
}
