/** A promise as it is being typed, kept in this browser by person and conversation. */
export interface PromiseDraft {
  kind: "message" | "call_back";
  text: string;
  name?: string;
  email?: string;
  number?: string;
  /** As the field has it, in the reader's zone. */
  due?: string;
}

function nameOf(userId: string, interactionId: string): string {
  return `ringwell.promise.${userId}.${interactionId}`;
}

export function readPromiseDraft(userId: string, interactionId: string): PromiseDraft | undefined {
  try {
    const kept = localStorage.getItem(nameOf(userId, interactionId));
    return kept === null ? undefined : (JSON.parse(kept) as PromiseDraft);
  } catch {
    return undefined;
  }
}

export function keepPromiseDraft(
  userId: string,
  interactionId: string,
  draft: PromiseDraft | undefined,
): void {
  try {
    if (draft === undefined) localStorage.removeItem(nameOf(userId, interactionId));
    else localStorage.setItem(nameOf(userId, interactionId), JSON.stringify(draft));
  } catch {
    return; // storage forbidden or full: what was typed lasts as long as the form
  }
}
