import { Button, SegmentedControl, Switch, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { ProblemState } from "@/app/ProblemState";
import { useProblemText } from "@/app/problems";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { DataTable, EmptyState, Loading, Page, useToast, type Column } from "@/ui";
import { usePromises, useSetPromise, type PromiseState, type Promised, type Shown } from "./data";
import { CallWhom, MailMark, PromiseMark, useTextOf, useWhom } from "./Lines";
import styles from "./promises.module.css";

const SHOWN: readonly Shown[] = ["open", "overdue", "kept", "cancelled"];

/** What is to be kept, by its time; and what was. */
export default function Promises() {
  const { t } = useText();
  const oversees = useMe().roles.some((role) => role !== "agent");
  const [state, setState] = useState<Shown>("open");
  const [mine, setMine] = useState(!oversees);
  const [q, setQ] = useState("");
  return (
    <Page title={t("promise.title")}>
      <search className={styles["tools"]}>
        <SegmentedControl
          aria-label={t("promise.which")}
          value={state}
          onChange={(value) => setState(value)}
          data={SHOWN.map((value) => ({
            value,
            label: t(value === "overdue" ? "promise.overdue" : `promise.these_${value}`),
          }))}
        />
        <TextInput
          className={styles["search"] ?? ""}
          aria-label={t("promise.search")}
          placeholder={t("promise.search")}
          leftSection={<IconSearch size={16} />}
          maxLength={100}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
        <Switch
          label={t("promise.mine")}
          checked={mine}
          onChange={(event) => setMine(event.currentTarget.checked)}
        />
      </search>
      <PromiseTable state={state} mine={mine} q={q.trim()} />
    </Page>
  );
}

function PromiseTable(wanted: { state: Shown; mine: boolean; q: string }) {
  const { t, format } = useText();
  const whom = useWhom();
  const list = usePromises(wanted);
  const textOf = useTextOf();
  const columns: Column<Promised>[] = [
    { id: "mark", title: t("promise.stateOf"), cell: (row) => <PromiseMark promise={row} /> },
    {
      id: "due",
      title: t("promise.due"),
      cell: ({ due_at }) => (due_at === null ? "–" : <b className="tn nw">{format.dateTime(due_at)}</b>),
    },
    {
      id: "what",
      title: t("promise.what"),
      cell: (row) => (
        <div className={styles["what"]}>
          <span className={styles["words"]}>
            <b>{t(`promise.kind_${row.kind}`)}</b> {textOf(row)}
          </span>
          <MailMark promise={row} />
        </div>
      ),
    },
    {
      id: "whom",
      title: t("promise.whom"),
      cell: (row) => (
        <>
          <span className={styles["why"]}>{whom(row)}</span> <CallWhom promise={row} />
        </>
      ),
    },
    {
      id: "call",
      title: t("promise.conversation"),
      cell: (row) => (
        <Link className="link nw" to={`/conversations/${row.interaction_id}`}>
          {row.contact_name ?? row.short_ref}
        </Link>
      ),
    },
    {
      id: "by",
      title: t("promise.by"),
      optional: true,
      cell: ({ owner_name, made_by_name }) => owner_name ?? made_by_name,
    },
    { id: "act", title: t("followups.act"), cell: (row) => <Acts promise={row} /> },
  ];
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {list.isPending && <Loading />}
      {list.isError && <ProblemState problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <EmptyState>
          {t(
            wanted.q !== ""
              ? "promise.notFound"
              : wanted.state === "open"
                ? "promise.none"
                : "promise.noneHere",
          )}
        </EmptyState>
      )}
      {items.length > 0 && (
        <div className="card">
          <DataTable
            label={t("promise.title")}
            columns={columns}
            rows={items}
            rowId={({ promise_id }) => promise_id}
          />
        </div>
      )}
      {list.hasNextPage && (
        <Button mt="sm" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("promise.more")}
        </Button>
      )}
    </>
  );
}

function Acts({ promise }: { promise: Promised }) {
  const { t } = useText();
  const toast = useToast();
  const problemText = useProblemText();
  const set = useSetPromise();
  if (!promise.may_change) return null;
  const id = promise.promise_id;
  const told = (problem: unknown) => toast({ kind: "fault", text: problemText(problem) });
  const change = (state: PromiseState): void =>
    set.mutate(
      { id, state },
      {
        onSuccess: () =>
          toast({
            text: t(`promise.now_${state}`),
            undo: () => set.mutate({ id, state: promise.state }, { onError: told }),
          }),
        onError: told,
      },
    );
  if (promise.state !== "open")
    return (
      <Button size="sm" variant="default" disabled={set.isPending} onClick={() => change("open")}>
        {t("promise.reopen")}
      </Button>
    );
  return (
    <span className="row">
      {promise.kind === "voicemail" && (
        <Button size="sm" variant="default" component={Link} to={`/conversations/${promise.interaction_id}`}>
          {t("promise.listen")}
        </Button>
      )}
      <Button size="sm" disabled={set.isPending} onClick={() => change("kept")}>
        {t("promise.keep")}
      </Button>
      <Button size="sm" variant="default" disabled={set.isPending} onClick={() => change("cancelled")}>
        {t("promise.cancel")}
      </Button>
    </span>
  );
}
