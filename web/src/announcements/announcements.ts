import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { useConnection, useNotices } from "@/live";
import { request } from "@/protocol/api";
import type { Notice } from "@/protocol/frames";
import type { components } from "@/protocol/api.gen";

export type Announcement = components["schemas"]["AnnouncementView"];
const ANNOUNCEMENTS = "announcements";
/** So much of announcements one caller hears at most: `flows/announcements.py`. */
export const LONGEST_S = 120;

/** What callers are told now. */
export function useAnnouncementsOn(): readonly Announcement[] {
  const { data } = useQuery({
    queryKey: [ANNOUNCEMENTS, "on"],
    queryFn: () => request<{ items: Announcement[] }>("/announcements/on"),
  });
  return data?.items ?? [];
}

/** The newest ones, also those that are over. */
export function useAnnouncements() {
  return useQuery({
    queryKey: [ANNOUNCEMENTS, "all"],
    queryFn: () => request<{ items: Announcement[] }>("/announcements"),
  });
}

/** Whether callers hear it at this moment: nobody tells a page that its time is over. */
export function isOn({ on, ends_at }: Pick<Announcement, "on" | "ends_at">, now: number): boolean {
  return on && now < Date.parse(ends_at);
}

/** Keeps what callers are told fresh on every screen: the server tells of a change, and a hint while the connection was away is lost. */
export function useAnnouncementNews(): void {
  const queries = useQueryClient();
  const connected = useConnection().state === "live";
  useNotices(
    useCallback(
      ({ code }: Notice) => {
        if (code === "announcements_changed") void queries.invalidateQueries({ queryKey: [ANNOUNCEMENTS] });
      },
      [queries],
    ),
  );
  useEffect(() => {
    if (connected) void queries.invalidateQueries({ queryKey: [ANNOUNCEMENTS] });
  }, [connected, queries]);
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
