import type { ContactChange } from "@/protocol/resources";

/** What was typed into a card and not saved, and the version it was typed on. Kept in this browser, by person and card. */
export interface CardDraft {
  change: ContactChange;
  against: string | undefined;
}

function nameOf(userId: string, contactId: string): string {
  return `ringwell.card.${userId}.${contactId}`;
}

export function readCardDraft(userId: string, contactId: string): CardDraft | undefined {
  try {
    const kept = localStorage.getItem(nameOf(userId, contactId));
    return kept === null ? undefined : (JSON.parse(kept) as CardDraft);
  } catch {
    return undefined;
  }
}

export function keepCardDraft(userId: string, contactId: string, draft: CardDraft | undefined): void {
  try {
    if (draft === undefined) localStorage.removeItem(nameOf(userId, contactId));
    else localStorage.setItem(nameOf(userId, contactId), JSON.stringify(draft));
  } catch {
    return; // storage forbidden or full: what was typed lasts as long as the form
  }
}
