import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useProblemText } from "@/app/problems";
import { recordsKey } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import { ApiProblem, request } from "@/protocol/api";
import type { FlowDocument, FlowVersion } from "@/protocol/configuration";
import { useToast } from "@/ui";
import type { Tab } from "./Inspector";
import type { Opened } from "./load";
import type { Draft } from "./useDraft";

/** Puts a document before callers. Where that is refused, the tab that tells why is shown. */
export function usePublish({ head, published: first }: Opened, draft: Draft, onTab: (tab: Tab) => void) {
  const { t } = useText();
  const problemText = useProblemText();
  const queries = useQueryClient();
  const toast = useToast();
  const [published, setPublished] = useState(first);
  const flowId = head.flow_id;
  const publish = useMutation({
    mutationFn: async (wanted: FlowDocument): Promise<FlowVersion> =>
      request<FlowVersion>(`/flows/${flowId}/versions`, {
        method: "POST",
        query: { base: published?.version ?? 0 },
        body: wanted,
      }),
    onSuccess: async (made, wanted) => {
      setPublished(made);
      toast({ text: t("flow.published", { name: head.name, n: made.version }) });
      if (wanted === draft.history.now) {
        await request(`/flows/${flowId}/draft`, {
          method: "DELETE",
          ifMatch: `"${draft.stored.revision}"`,
        }).catch(() => undefined); // somebody draws on: theirs stays
        draft.restart({ revision: 0, base: made.version, document: wanted, savedBy: null });
      }
      await queries.invalidateQueries({ queryKey: recordsKey("flows") });
      await queries.invalidateQueries({ queryKey: ["flow-versions", flowId] });
    },
    onError: (problem) => {
      if (problem instanceof ApiProblem && problem.code === "flow_refused") onTab("problems");
      const quicker = problem instanceof ApiProblem && problem.status === 412;
      toast({ kind: "fault", text: quicker ? t("drawing.publishedMeanwhile") : problemText(problem) });
      if (quicker) onTab("versions");
    },
  });
  return { published, publish: publish.mutate, publishing: publish.isPending };
}
