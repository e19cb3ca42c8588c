import { useMutation } from "@tanstack/react-query";
import { useProblemText } from "@/app/problems";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import { useToast } from "@/ui";
import { useRefreshAnnouncements } from "./announcements";

/** Ends an announcement now. */
export function useEnd() {
  const { t } = useText();
  const toast = useToast();
  const problemText = useProblemText();
  const refresh = useRefreshAnnouncements();
  return useMutation({
    mutationFn: (id: string) => request(`/announcements/${id}`, { method: "DELETE" }),
    onSuccess: async () => {
      await refresh();
      toast({ text: t("announce.ended") });
    },
    onError: (problem) => toast({ kind: "fault", text: problemText(problem) }),
  });
}
