/** The list that a conversation was opened from, so that its page can go on to the next one and back to the same filters. */
const STORED = "ringwell.conversations.list";

interface List {
  ids: string[];
  search: string;
}

export function rememberList(ids: string[], search: string): void {
  try {
    sessionStorage.setItem(STORED, JSON.stringify({ ids, search } satisfies List));
  } catch {
    return; // storage forbidden: the page then has no neighbours
  }
}

export function rememberedList(): List {
  try {
    const list = JSON.parse(sessionStorage.getItem(STORED) ?? "null") as List | null;
    return list ?? { ids: [], search: "" };
  } catch {
    return { ids: [], search: "" };
  }
}

/** Before and after this one in the list: newer is before. */
export function neighboursOf(ids: readonly string[], id: string): { newer?: string; older?: string } {
  const at = ids.indexOf(id);
  const newer = at > 0 ? ids[at - 1] : undefined;
  const older = at >= 0 ? ids[at + 1] : undefined;
  return { ...(newer !== undefined && { newer }), ...(older !== undefined && { older }) };
}
