import { useRef, useState } from "react";
import { saveFile } from "@/app/files";
import { useProblemText } from "@/app/problems";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import { useToast } from "@/ui";
import { csv } from "./csv";
import { page } from "./data";
import type { Interaction } from "@/protocol/conversations";

/** More than a spreadsheet opens well. */
const LIMIT = 500_000;
const STEP = 200;

type Cells = (string | number | null)[];

/** Everything the filters show, as a file, page after page; can be cancelled. */
export function useExport(query: Record<string, string | undefined>) {
  const { t, tCode } = useText();
  const problemText = useProblemText();
  const toast = useToast();
  const [progress, setProgress] = useState<number | null>(null);
  const stop = useRef(new AbortController());

  /** Only the cells are kept of what is read: it may be much. */
  async function all(signal: AbortSignal): Promise<Cells[]> {
    const rows: Cells[] = [];
    let cursor: string | undefined;
    do {
      const next = await page(query, cursor, STEP);
      for (const one of next.items) rows.push(row(one));
      cursor = next.next ?? undefined;
      setProgress(rows.length);
    } while (cursor !== undefined && rows.length < LIMIT && !signal.aborted);
    return rows.slice(0, LIMIT);
  }

  async function start(): Promise<void> {
    const { signal } = (stop.current = new AbortController());
    setProgress(0);
    try {
      const rows = await all(signal);
      if (signal.aborted) return;
      // Told first: no file leaves that the audit does not know of.
      await request("/interactions/exports", {
        method: "POST",
        body: { rows: rows.length, filters: chosen() },
      });
      const name = `conversations-${new Date().toISOString().slice(0, 10)}.csv`;
      saveFile(name, "text/csv;charset=utf-8", csv([head(), ...rows]));
      toast({
        text:
          rows.length === LIMIT
            ? t("conversations.exportCut", { n: LIMIT })
            : t("conversations.exportDone", { n: rows.length }),
      });
    } catch (problem) {
      toast({ kind: "fault", text: problemText(problem) });
    } finally {
      setProgress(null);
    }
  }

  function chosen(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
  }
  function head(): string[] {
    return [
      t("conversations.reference"),
      t("conversations.startedUtc"),
      t("conversations.caller"),
      t("conversations.callerNumber"),
      t("conversations.client"),
      t("conversations.project"),
      t("conversations.queue"),
      t("conversations.agent"),
      t("conversations.result"),
      t("conversations.disposition"),
      t("conversations.waitedSeconds"),
      t("conversations.talkSeconds"),
      t("conversations.holdSeconds"),
      t("conversations.wrapUpSeconds"),
    ];
  }
  function row(one: Interaction): Cells {
    const seconds = (milliseconds: number) => Math.round(milliseconds / 1000);
    return [
      one.short_ref,
      one.started_at,
      one.caller?.name ?? null,
      one.caller?.number ?? null,
      one.client_name,
      one.project_name,
      one.queue_name,
      one.agent_name,
      one.result === null ? t("result.live") : (tCode(`result.${one.result}`) ?? one.result),
      one.disposition_name,
      seconds(one.waited_ms),
      seconds(one.talk_ms),
      seconds(one.hold_ms),
      seconds(one.acw_ms),
    ];
  }
  return {
    progress,
    start: () => void start(),
    cancel: () => stop.current.abort(),
  };
}
