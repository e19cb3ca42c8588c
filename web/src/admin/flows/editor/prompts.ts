import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { request } from "@/protocol/api";
import type { PromptInfo } from "@/protocol/configuration";
import { play } from "@/speech/sounds";

const NONE: readonly PromptInfo[] = [];

function usePromptList() {
  return useQuery({
    queryKey: ["prompts"],
    queryFn: ({ signal }) => request<{ items: PromptInfo[] }>("/prompts", { signal }),
    staleTime: 600_000,
  });
}

/** Whether the prompts have been asked for and answered, be it with a problem. */
export function usePromptsAnswered(): boolean {
  return usePromptList().isFetched;
}

/** Everything that can be said, by code. */
export function usePrompts(): ReadonlyMap<string, PromptInfo> {
  const { data } = usePromptList();
  const items = data?.items ?? NONE;
  return useMemo(() => new Map(items.map((prompt) => [prompt.code, prompt])), [items]);
}

/** Plays a prompt as callers hear it. Rejected where the browser cannot. */
export async function playPrompt(code: string, language: string, number?: number | null): Promise<void> {
  const query = new URLSearchParams({ language });
  if (number != null) query.set("number", String(number));
  await play(`/api/v1/prompts/${encodeURIComponent(code)}/audio?${query.toString()}`);
}
