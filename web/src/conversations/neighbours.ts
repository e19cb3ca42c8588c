/** The list that this person opened a conversation from, so that its page can go on to the next one and back to the same filters. */
function nameOf(userId: string): string {
  return `ringwell.list.${userId}.conversations`;
}

interface List {
  ids: string[];
  search: string;
  /** The conversation that was last looked at. */
  opened: string;
  /** How far the list was scrolled, px. */
  top: number;
}
const NONE: List = { ids: [], search: "", opened: "", top: 0 };

export function rememberList(userId: string, list: List): void {
  try {
    sessionStorage.setItem(nameOf(userId), JSON.stringify(list));
  } catch {
    return; // storage forbidden: the page then has no neighbours
  }
}

/** Another one of the list is looked at now. */
export function rememberOpened(userId: string, opened: string): void {
  const list = rememberedList(userId);
  if (list.ids.includes(opened)) rememberList(userId, { ...list, opened });
}

export function rememberedList(userId: string): List {
  try {
    const list = JSON.parse(sessionStorage.getItem(nameOf(userId)) ?? "null") as Partial<List> | null;
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
