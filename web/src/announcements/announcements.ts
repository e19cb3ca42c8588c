import { useQuery, useQueryClient } from "@tanstack/react-query";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";

export type Announcement = components["schemas"]["AnnouncementView"];
const ANNOUNCEMENTS = "announcements";
/** So often a page looks what callers are told; whoever begins or ends one sees it at once. */
const LOOK_MS = 10_000;

/** What callers are told now. */
export function useAnnouncementsOn(): readonly Announcement[] {
  const { data } = useQuery({
    queryKey: [ANNOUNCEMENTS, "on"],
    queryFn: () => request<{ items: Announcement[] }>("/announcements/on"),
    refetchInterval: LOOK_MS,
  });
  return data?.items ?? [];
}

/** The newest ones, also those that are over. */
export function useAnnouncements() {
  return useQuery({
    queryKey: [ANNOUNCEMENTS, "all"],
    queryFn: () => request<{ items: Announcement[] }>("/announcements"),
    refetchInterval: LOOK_MS,
  });
}

export function useRefreshAnnouncements(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [ANNOUNCEMENTS] });
}

/** What it says, in the reader's language where it can. */
export function wordsOf({ said }: Announcement, language: string): string {
  const texts = [said[language], ...Object.values(said)].map((each) => each?.text ?? "");
  return texts.find((text) => text !== "") ?? "";
}
