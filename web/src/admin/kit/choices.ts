/** What a field may be set to, and the word for it. */
export interface Choice {
  value: string;
  label: string;
}

/** The records of one kind, to choose from by their names. */
export function choicesOf(byId: ReadonlyMap<string, { name: string }>): Choice[] {
  return Array.from(byId, ([value, { name }]) => ({ value, label: name }));
}
