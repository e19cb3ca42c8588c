import { Button } from "@mantine/core";
import { IconArrowUp, IconDownload, IconMicrophone } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { useKeys } from "@/app/keys";
import { ProblemState } from "@/app/ProblemState";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import type { Interaction } from "@/protocol/conversations";
import { Chip, DataTable, EmptyState, Loading, Page, State, type Column } from "@/ui";
import { FilterBar } from "./FilterBar";
import { emptyWords, filtersOf, isNarrowed, NO_FILTERS, paramsOf, queryOf, type Filters } from "./filters";
import { freshened, useInteractions, useNewest } from "./data";
import { rememberedList, rememberList } from "./neighbours";
import { useExport } from "./useExport";
import { resultState, useCallerName } from "./words";
import styles from "./conversations.module.css";

/** All conversations the reader may see, newest first. */
export function ConversationList() {
  const { t, format } = useText();
  const { user_id: reader, workspace } = useMe();
  const zone = workspace.zone;
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const filters = filtersOf(params);
  const query = queryOf(filters, zone);
  const after = params.get("after") ?? undefined;
  const list = useInteractions(query, after);
  const newest = useNewest(query, after === undefined && list.isSuccess && !list.isPlaceholderData);
  const { rows, fresh } = useMemo(
    () => freshened(list.data?.pages.flatMap(({ items }) => items) ?? [], newest.data ?? []),
    [list.data, newest.data],
  );
  const next = list.hasNextPage ? null : (list.data?.pages.at(-1)?.next ?? null);
  const queries = useQueryClient();
  const exporting = useExport(query);
  const table = useRef<HTMLDivElement>(null);
  const columns = useColumns();

  function change(next: Filters): void {
    setParams(paramsOf(next), { replace: true });
  }
  function open(row: Interaction): void {
    rememberList(reader, {
      ids: rows.map(({ interaction_id }) => interaction_id),
      search: params.toString(),
      opened: row.interaction_id,
      top: table.current?.parentElement?.scrollTop ?? 0,
    });
    void navigate(`/conversations/${row.interaction_id}`);
  }
  function goTo(place: string | null): void {
    const there = paramsOf(filters);
    if (place !== null) there.set("after", place);
    setParams(there);
    table.current?.parentElement?.scrollTo({ top: 0 });
  }
  useReturn(table, rows, params.toString());
  useKeys(
    t("conversations.title"),
    useMemo(
      () => [
        { keys: "j", label: t("conversations.nextRow"), run: () => focusRow(table.current, 1) },
        { keys: "k", label: t("conversations.previousRow"), run: () => focusRow(table.current, -1) },
      ],
      [t],
    ),
  );

  return (
    <Page
      title={t("conversations.title")}
      tools={
        <>
          {exporting.progress !== null && (
            <span className="t2 tn" role="status">
              {t("conversations.exported", { n: exporting.progress })}{" "}
              <button type="button" className="link" onClick={exporting.cancel}>
                {t("conversations.cancel")}
              </button>
            </span>
          )}
          <Button
            leftSection={<IconDownload size={15} />}
            disabled={rows.length === 0}
            loading={exporting.progress !== null}
            onClick={exporting.start}
          >
            {t("conversations.export")}
          </Button>
        </>
      }
    >
      <FilterBar filters={filters} onChange={change} />
      {fresh > 0 && (
        <p className={styles["fresh"]} role="status">
          <Button
            size="sm"
            leftSection={<IconArrowUp size={14} />}
            onClick={() => void queries.resetQueries({ queryKey: ["interactions", query] })}
          >
            {t("conversations.fresh", { n: fresh })}
          </Button>
        </p>
      )}
      <div className="card" ref={table} aria-busy={list.isPlaceholderData}>
        {list.isPending && <Loading lines={10} />}
        {list.isError && (
          <div className="pad">
            <ProblemState problem={list.error} onRetry={() => void list.refetch()} />
          </div>
        )}
        {list.isSuccess && rows.length === 0 && (
          <EmptyState
            action={
              isNarrowed(filters) && (
                <Button onClick={() => change(NO_FILTERS)}>{t("conversations.clear")}</Button>
              )
            }
          >
            {t(`conversations.${emptyWords(filters)}`)}
          </EmptyState>
        )}
        {rows.length > 0 && (
          <DataTable
            label={t("conversations.title")}
            columns={columns}
            rows={rows}
            rowId={({ interaction_id }) => interaction_id}
            onOpen={open}
          />
        )}
      </div>
      {rows.length > 0 && (
        <p className={styles["foot"]}>
          <span className="t2">
            {list.hasNextPage || next !== null || after !== undefined
              ? t("conversations.shown", { n: format.number(rows.length) })
              : t("conversations.all", { n: rows.length })}
          </span>
          {list.hasNextPage && (
            <More loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
          )}
          {after !== undefined && <Button onClick={() => goTo(null)}>{t("conversations.newest")}</Button>}
          {next !== null && <Button onClick={() => goTo(next)}>{t("conversations.olderOnes")}</Button>}
        </p>
      )}
    </Page>
  );
}

/** The next page comes when its place is nearly in sight; the button is for the keyboard. */
function More({ loading, onMore }: { loading: boolean; onMore: () => void }) {
  const { t } = useText();
  const button = useRef<HTMLButtonElement>(null);
  const ask = useRef(onMore);
  useEffect(() => {
    ask.current = onMore;
  });
  useEffect(() => {
    const element = button.current;
    if (element === null || typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) ask.current();
      },
      { rootMargin: "400px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <Button ref={button} loading={loading} onClick={onMore}>
      {t("conversations.more")}
    </Button>
  );
}

/** Back from a conversation the list stands where it stood, with the row that was looked at in focus. */
function useReturn(
  table: React.RefObject<HTMLDivElement | null>,
  rows: readonly Interaction[],
  search: string,
): void {
  const reader = useMe().user_id;
  const [left] = useState(() => rememberedList(reader));
  const back = useRef(false);
  useLayoutEffect(() => {
    if (back.current || rows.length === 0) return;
    back.current = true;
    const at = rows.findIndex(({ interaction_id }) => interaction_id === left.opened);
    if (at < 0 || left.search !== search) return;
    const row = table.current?.querySelectorAll<HTMLElement>("tbody tr")[at];
    table.current?.parentElement?.scrollTo({ top: left.top });
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }, [table, rows, search, left]);
}

function focusRow(card: HTMLElement | null, step: 1 | -1): void {
  const rows = [...(card?.querySelectorAll<HTMLElement>("tbody tr") ?? [])];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  rows[at < 0 ? 0 : at + step]?.focus();
}

function useColumns(): readonly Column<Interaction>[] {
  const { t, format } = useText();
  const callerName = useCallerName();
  return useMemo(
    () => [
      {
        id: "when",
        title: t("conversations.when"),
        cell: ({ started_at }) => (
          <span title={format.fullDateTime(started_at)}>{format.dateTime(started_at)}</span>
        ),
      },
      {
        id: "caller",
        title: t("conversations.caller"),
        cell: (row) => (
          <span className="row">
            <b className="el">{callerName(row)}</b>
            {row.via_fallback && (
              <Chip title={t("conversations.fallbackMore")}>{t("conversations.fallback")}</Chip>
            )}
          </span>
        ),
      },
      {
        id: "result",
        title: t("conversations.result"),
        cell: ({ result }) => (
          <State state={resultState(result)}>
            {result === null ? t("result.live") : t(`result.${result as "handled"}`)}
          </State>
        ),
      },
      {
        id: "project",
        title: t("conversations.project"),
        optional: true,
        cell: ({ project_name }) => project_name,
      },
      { id: "queue", title: t("conversations.queue"), cell: ({ queue_name }) => queue_name },
      { id: "agent", title: t("conversations.agent"), cell: ({ agent_name }) => agent_name },
      {
        id: "waited",
        title: t("conversations.waited"),
        number: true,
        // Told once it is over: of whoever still waits there is no figure yet.
        cell: ({ waited_ms, queue_id, result }) =>
          queue_id === null || (result === null && waited_ms === 0) ? "" : format.span(waited_ms),
      },
      {
        id: "talk",
        title: t("conversations.talk"),
        number: true,
        cell: ({ talk_ms }) => (talk_ms > 0 ? format.span(talk_ms) : ""),
      },
      {
        id: "disposition",
        title: t("conversations.disposition"),
        cell: ({ disposition_name }) => disposition_name,
      },
      {
        id: "recording",
        title: "",
        cell: ({ recordings }) =>
          recordings > 0 && <IconMicrophone size={14} aria-label={t("conversations.recorded")} />,
      },
      {
        id: "ref",
        title: t("conversations.reference"),
        optional: true,
        cell: ({ short_ref }) => <span className="t2">{short_ref}</span>,
      },
    ],
    [t, format, callerName],
  );
}
