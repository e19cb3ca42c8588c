import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { useConnection, useNotices } from "@/live";
import type { Notice } from "@/protocol/frames";
import { useToast } from "@/ui";
import { lookAgain, useOpenAsides, type Aside } from "./data";
import { newsIn } from "./news";
import { isHeard, knock } from "./sound";

/** Keeps the list of questions fresh on every screen, and tells of what colleagues have written. */
export function useAsideNews(): void {
  const { t } = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const { user_id: userId } = useMe();
  const connected = useConnection().state === "live";
  const { data } = useOpenAsides();
  const before = useRef<readonly Aside[]>(undefined);

  useNotices(
    useCallback(
      (notice: Notice) => {
        if (notice.code === "asides_changed") lookAgain(queries);
      },
      [queries],
    ),
  );
  // Hints that came while the connection was away are lost.
  useEffect(() => {
    if (connected) lookAgain(queries);
  }, [connected, queries]);

  useEffect(() => {
    if (data === undefined) return;
    const news = newsIn(before.current, data, userId);
    before.current = data;
    for (const { aside, author, text, asked } of news) {
      const words = t(asked && !aside.own_call ? "aside.asksYou" : "aside.wrote", { author, text });
      toast({ text: words, kind: "asked", lasts: 12_000 });
    }
    if (news.length > 0 && isHeard()) knock();
  }, [data, userId, t, toast]);
}
