import type { KeyAction } from "@/app/keys";

/** A key of the call: it acts while typing, and is kept from the browser even when it has nothing to do. */
export function callKey(keys: string, label: string, enabled: boolean, run: () => void): KeyAction {
  return { keys, label, run, whileTyping: true, disabled: !enabled };
}
