import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useProblemText } from "@/app/problems";
import { useText } from "@/i18n/TextProvider";
import { useSingle } from "@/live";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";
import { useToast } from "@/ui";

type Schemas = components["schemas"];
export type CallChoices = Schemas["CallChoices"];
export type Called = Schemas["Called"];

/** Whom to call: exactly one of a number and a contact. */
export interface WhomToCall {
  number?: string;
  contact_id?: string;
  project_id?: string;
}

const CHOICES = "call-choices";

/** For whom one may call, and whom one has called last. */
export function useCallChoices() {
  return useQuery({
    queryKey: [CHOICES],
    queryFn: () => request<CallChoices>("/calls/choices"),
    staleTime: 0,
  });
}

/** Why no call can be made now, in words; null where one can, or where this page does not know what the agent does. */
export function useWhyNotCall(): string | null {
  const { t } = useText();
  const me = useSingle("desk", "me");
  if (me === undefined) return null;
  if (me.presence === "offline") return t("problem.own_call.signed_out");
  if (me.activity === "wrapping_up") return t("dial.wrapUpFirst");
  if (me.activity !== "idle" && me.activity !== "resting") return t("problem.own_call.busy");
  return me.phone ? null : t("problem.own_call.no_phone");
}

/** Calls somebody: one's own phone answers by itself, then theirs rings. What was refused is told in a toast. */
export function useDial(onCalling?: () => void) {
  const queries = useQueryClient();
  const toast = useToast();
  const problemText = useProblemText();
  return useMutation({
    mutationFn: (whom: WhomToCall) => request("/calls", { method: "POST", body: whom }),
    onSuccess: async () => {
      onCalling?.();
      await queries.invalidateQueries({ queryKey: [CHOICES] });
    },
    onError: (problem) => toast({ kind: "fault", text: problemText(problem) }),
  });
}
