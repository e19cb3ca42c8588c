import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { useText } from "@/i18n/TextProvider";
import { requestVersioned, type Versioned } from "@/protocol/api";
import { useToast } from "@/ui";
import { singleKey } from "./SinglePage";

/** Saves the whole of something that a workspace has once, and says so; `etag`: of what was read, undefined where there was none yet. */
export function useSinglePut<T, B>(
  path: string,
  title: string,
  etag: string | undefined,
): UseMutationResult<Versioned<T>, Error, B> {
  const { t } = useText();
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (body: B) =>
      requestVersioned<T>(path, {
        method: "PUT",
        body,
        ifMatch: etag ?? "*",
      }),
    onSuccess: (saved) => {
      queries.setQueryData(singleKey(path), saved);
      toast({ text: t("admin.saved", { name: title }) });
    },
  });
}
