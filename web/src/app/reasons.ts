import { useCallback } from "react";
import { useText } from "@/i18n/TextProvider";
import { useRecords } from "./records";

/** Words of a not-ready reason by id or code: ours in the reader's language, else the workspace's own name. */
export function useReasonName(): (reason: string) => string {
  const { tCode } = useText();
  const { data } = useRecords("reasons");
  return useCallback(
    (reason) => {
      const found = data?.find(({ reason_id, code }) => reason_id === reason || code === reason);
      return tCode(`reason.${found?.code ?? reason}`) ?? found?.name ?? reason;
    },
    [data, tCode],
  );
}
