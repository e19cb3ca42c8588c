/** The list that a conversation was opened from, so that its page can go on to the next one and back to the same filters. */
const STORED = "ringwell.conversations.list";

interface List {
  ids: string[];
  search: string;
  /** The conversation that was last looked at. */
  opened: string;
  /** How far the list was scrolled, px. */
  top: number;
}
const NONE: List = { ids: [], search: "", opened: "", top: 0 };

export function rememberList(list: List): void {
  try {
    sessionStorage.setItem(STORED, JSON.stringify(list));
  } catch {
    return; // storage forbidden: the page then has no neighbours
  }
}

/** Another one of the list is looked at now. */
export function rememberOpened(opened: string): void {
  const list = rememberedList();
  if (list.ids.includes(opened)) rememberList({ ...list, opened });
}

export function rememberedList(): List {
  try {
    const list = JSON.parse(sessionStorage.getItem(STORED) ?? "null") as Partial<List> | null;
    return { ...NONE, ...list };
  } catch {
    return NONE;
  }
}

/** Before and after this one in the list: newer is before. */
export function neighboursOf(ids: readonly string[], id: string): { newer?: string; older?: string } {
  const at = ids.indexOf(id);
  const newer = at > 0 ? ids[at - 1] : undefined;
  const older = at >= 0 ? ids[at + 1] : undefined;
  return { ...(newer !== undefined && { newer }), ...(older !== undefined && { older }) };
}
