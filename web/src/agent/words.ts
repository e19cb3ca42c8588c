import { useCallback } from "react";
import { useContact } from "@/app/contacts";
import { useById } from "@/app/records";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import type { CallView } from "@/protocol/frames";

/** The name on the card (as it is now), else the number, else "Hidden number". */
export function useCallerName(call: NamedCall | undefined): string {
  const { t } = useText();
  const { data } = useContact(call?.contact_id);
  const name = data?.value.name ?? call?.caller_name ?? "";
  if (call === undefined || name !== "") return name;
  return call.caller_number === "" ? t("desk.hidden") : phoneGroups(call.caller_number);
}

type NamedCall = Pick<CallView, "caller_name" | "caller_number" | "contact_id">;

/** Whom the call is for: client, project and queue, without saying a name twice ("Linden Shop" in "Linden Shop: sales"). */
export function placesOf(call: Pick<CallView, "client_name" | "project_name" | "queue_name">): string[] {
  const { client_name: client, project_name: project, queue_name: queue } = call;
  const named = client !== null && project?.startsWith(client) === true;
  return [named ? null : client, project, queue].filter((part) => part !== null);
}

/** Why this call came to this agent, in one line; undefined when the server gave no reason. */
export function useWhy(): (why: CallView["why"]) => string | undefined {
  const { t, tCode, format } = useText();
  const skills = useById("skills");
  return useCallback(
    (why) => {
      const code = why?.["code"];
      if (why === null || typeof code !== "string") return undefined;
      const sentence = tCode(`why.${code}`, {
        idle: format.span(numberOf(why["idle_ms"])),
        candidates: numberOf(why["candidates"]),
      });
      if (sentence === undefined) return undefined;
      const levels = Object.entries((why["skills"] ?? {}) as Record<string, number>)
        .filter(([id]) => skills.has(id))
        .map(([id, level]) => `${skills.get(id)?.name ?? ""} ${level}`);
      return t("desk.whyYou", { reasons: [...levels, sentence].join(", ") });
    },
    [t, tCode, format, skills],
  );
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
