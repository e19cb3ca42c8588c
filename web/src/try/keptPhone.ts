import type { PhoneAccount } from "@/protocol/resources";

const PHONE = "ringwell.try.phone";

/** The telephone that this tab had before it was loaded again. */
export function keptPhone(): PhoneAccount | undefined {
  try {
    const kept = sessionStorage.getItem(PHONE);
    return kept === null ? undefined : (JSON.parse(kept) as PhoneAccount);
  } catch {
    return undefined;
  }
}

/** For this tab alone: it is gone with it. */
export function keepPhone(account: PhoneAccount): void {
  try {
    sessionStorage.setItem(PHONE, JSON.stringify(account));
  } catch {
    return;
  }
}
