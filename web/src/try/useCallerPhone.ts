import { useCallback, useEffect, useRef, useState } from "react";
import { request } from "@/protocol/api";
import type { PhoneAccount } from "@/protocol/resources";
import { usePhone } from "@/softphone";
import { keepPhone, keptPhone } from "./keptPhone";

/** Gets a caller's telephone for this tab; it may dial the demo's numbers and expires. A reload keeps it: who is owed a callback has a number. */
export function useCallerPhone() {
  const phone = usePhone();
  const [problem, setProblem] = useState<unknown>();
  const take = useCallback(() => {
    request<PhoneAccount>("/try/phones", { method: "POST" }).then(
      (account) => {
        setProblem(undefined);
        keepPhone(account);
        phone.start(account, { rung: false });
      },
      (refusal: unknown) => setProblem(refusal),
    );
  }, [phone]);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const kept = keptPhone();
    if (kept === undefined) {
      take();
      return;
    }
    // Its time may be over, or another server may stand here: then a new one.
    const unsubscribe = phone.subscribe(() => {
      const { line } = phone.state;
      if (line === "ready" || line === "refused") unsubscribe();
      if (line === "refused") take();
    });
    phone.start(kept, { rung: false });
  }, [phone, take]);
  return { problem, take };
}
