import { useCallback, useEffect, useRef, useState } from "react";
import { request } from "@/protocol/api";
import type { PhoneAccount } from "@/protocol/resources";
import { usePhone } from "@/softphone";

/** Gets a caller's telephone for this tab; it may dial the demo's numbers and expires. */
export function useCallerPhone() {
  const phone = usePhone();
  const [problem, setProblem] = useState<unknown>();
  const take = useCallback(() => {
    request<PhoneAccount>("/try/phones", { method: "POST" }).then(
      (account) => {
        setProblem(undefined);
        phone.start(account, { rung: false });
      },
      (refusal: unknown) => setProblem(refusal),
    );
  }, [phone]);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    take();
  }, [take]);
  return { problem, take };
}
