import { useCallback } from "react";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import type { Interaction } from "@/protocol/conversations";
import type { StateName } from "@/ui";

/** Who it is with: the name, else the number, else that it was hidden or erased. */
export function useCallerName(): (interaction: Pick<Interaction, "caller">) => string {
  const { t } = useText();
  return useCallback(
    ({ caller }) => {
      if (caller?.erased === true) return t("conversations.erased");
      if (caller?.name != null && caller.name !== "") return caller.name;
      return caller?.number == null || caller.number === ""
        ? t("conversations.hidden")
        : phoneGroups(caller.number);
    },
    [t],
  );
}

/** How it went, as a state's shape. Never red: what is over needs no hand now. */
export function resultState(result: string | null): StateName {
  switch (result) {
    case null:
      return "talking";
    case "handled":
    case "voicemail":
      return "within";
    case "abandoned_in_queue":
    case "abandoned_in_flow":
    case "failed":
    case "rejected":
      return "near";
    default:
      return "offline";
  }
}
