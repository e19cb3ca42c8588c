import { useMemo } from "react";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { useToast } from "@/ui";
import type { DeskActions } from "../useDeskActions";
import { useShiftChecks } from "./data";

/** Where the workspace requires a check, the first Ready of a day leads to it. A desk phone has nothing to be measured here. */
export function useCheckFirst(
  actions: DeskActions,
  open: () => void,
): { actions: DeskActions; due: boolean } {
  const { t } = useText();
  const toast = useToast();
  const { phone_kind: kind } = useMe();
  const { data } = useShiftChecks();
  const due = kind === "browser" && data?.due === true;
  const first = due && data.policy === "required";
  const wrapped = useMemo((): DeskActions => {
    if (!first) return actions;
    return {
      ...actions,
      setPresence: (presence, reason) => {
        if (presence !== "ready") {
          actions.setPresence(presence, reason);
          return;
        }
        toast({ text: t("check.first"), kind: "bad" });
        open();
      },
    };
    // `open` only opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [actions, first, t, toast]);
  return { actions: wrapped, due };
}
