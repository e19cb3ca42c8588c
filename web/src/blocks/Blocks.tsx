import { Button, CloseButton, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { useFaultsOf } from "@/admin/kit/form";
import { ProblemState } from "@/app/ProblemState";
import { useProblemText } from "@/app/problems";
import { phoneGroups } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { components } from "@/protocol/api.gen";
import { DataTable, EmptyState, Loading, Page, State, useToast, type Column } from "@/ui";
import styles from "./blocks.module.css";

type Block = components["schemas"]["BlockView"];
type NewBlock = components["schemas"]["NewBlock"];
const BLOCKS = "blocks";

/** Callers who are not put through: by whom, why, until when; and those whom agents ask to block. */
export default function Blocks() {
  const { t } = useText();
  const [q, setQ] = useState("");
  const [adding, setAdding] = useState(false);
  return (
    <Page title={t("block.title")} tools={<Button onClick={() => setAdding(true)}>{t("block.add")}</Button>}>
      {adding && <BlockForm onClose={() => setAdding(false)} />}
      <TextInput
        className={styles["search"] ?? ""}
        aria-label={t("block.search")}
        placeholder={t("block.search")}
        leftSection={<IconSearch size={16} />}
        maxLength={100}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      <BlockTable q={q.trim()} />
    </Page>
  );
}

function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [BLOCKS] });
}

function BlockTable({ q }: { q: string }) {
  const { t, format } = useText();
  const list = useQuery({
    queryKey: [BLOCKS, q],
    queryFn: () => request<{ items: Block[] }>("/blocks", { query: { q } }),
    refetchInterval: 30_000,
  });
  const columns: Column<Block>[] = [
    {
      id: "who",
      title: t("block.who"),
      cell: ({ kind, value }) => (
        <b className="tn nw">
          {kind === "withheld"
            ? t("block.kind_withheld")
            : kind === "prefix"
              ? `${value}…`
              : phoneGroups(value)}
        </b>
      ),
    },
    { id: "state", title: t("block.state"), cell: (row) => <BlockMark block={row} /> },
    {
      id: "reason",
      title: t("block.reason"),
      cell: ({ reason }) => <span className={styles["reason"]}>{reason}</span>,
    },
    {
      id: "by",
      title: t("block.by"),
      cell: ({ made_by_name, made_at, interaction_id }) => (
        <>
          {made_by_name} <span className="t2 sm nw">{format.day(made_at)}</span>{" "}
          {interaction_id !== null && (
            <Link className="link sm" to={`/conversations/${interaction_id}`}>
              {t("block.call")}
            </Link>
          )}
        </>
      ),
    },
    {
      id: "ends",
      title: t("block.ends"),
      cell: ({ ends_at }) => (ends_at === null ? t("block.never") : format.dateTime(ends_at)),
    },
    {
      id: "review",
      title: t("block.review"),
      cell: ({ review_at }) => (review_at === null ? "–" : format.day(review_at)),
    },
    { id: "act", title: t("followups.act"), cell: (row) => <Acts block={row} /> },
  ];
  const items = list.data?.items ?? [];
  return (
    <>
      {list.isPending && <Loading />}
      {list.isError && <ProblemState problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <EmptyState>{t(q === "" ? "block.none" : "block.notFound")}</EmptyState>
      )}
      {items.length > 0 && (
        <div className="card">
          <DataTable
            label={t("block.title")}
            columns={columns}
            rows={items}
            rowId={({ block_id }) => block_id}
          />
        </div>
      )}
    </>
  );
}

function BlockMark({ block }: { block: Block }) {
  const { t } = useText();
  if (block.over) return <State state="offline">{t("block.over")}</State>;
  if (block.state === "asked") return <State state="over">{t("block.asked")}</State>;
  if (block.due) return <State state="near">{t("block.due")}</State>;
  return <State state="within">{t("block.on")}</State>;
}

function Acts({ block }: { block: Block }) {
  const { t } = useText();
  const toast = useToast();
  const problemText = useProblemText();
  const refresh = useRefresh();
  const path = `/blocks/${block.block_id}`;
  const act = useMutation({
    mutationFn: (what: "on" | "later" | "remove") =>
      what === "remove"
        ? request(path, { method: "DELETE" })
        : request(path, {
            method: "PATCH",
            body: what === "on" ? { state: "on" } : { review_at: inDays(90) },
          }),
    onSuccess: async (_, what) => {
      await refresh();
      toast({ text: t(`block.done_${what}`) });
    },
    onError: (problem) => toast({ kind: "fault", text: problemText(problem) }),
  });
  return (
    <span className="row">
      {block.state === "asked" && (
        <Button size="sm" disabled={act.isPending} onClick={() => act.mutate("on")}>
          {t("block.allow")}
        </Button>
      )}
      {block.due && block.state === "on" && (
        <Button size="sm" variant="default" disabled={act.isPending} onClick={() => act.mutate("later")}>
          {t("block.keep")}
        </Button>
      )}
      <Button size="sm" variant="default" disabled={act.isPending} onClick={() => act.mutate("remove")}>
        {t(block.state === "asked" ? "block.refuse" : "block.remove")}
      </Button>
    </span>
  );
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}

function BlockForm({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const refresh = useRefresh();
  const [draft, setDraft] = useState({ kind: "number" as NewBlock["kind"], value: "", reason: "", ends: "" });
  const put = (change: Partial<typeof draft>): void => setDraft((was) => ({ ...was, ...change }));
  const make = useMutation({
    mutationFn: () =>
      request<Block>("/blocks", {
        method: "POST",
        body: {
          kind: draft.kind,
          value: draft.kind === "withheld" ? "" : draft.value,
          reason: draft.reason,
          ends_at: draft.ends === "" ? null : new Date(draft.ends).toISOString(),
        },
      }),
    onSuccess: async () => {
      await refresh();
      toast({ text: t("block.done_on") });
      onClose();
    },
  });
  const faults = useFaultsOf()(make.error);
  const leave = (event: React.KeyboardEvent): void => {
    if (event.key === "Escape") onClose();
  };
  const number = useRef<HTMLInputElement>(null);
  // It has been asked for to type into.
  useEffect(() => number.current?.focus(), []);
  return (
    <form
      className={`card pad ${styles["form"] ?? ""}`}
      aria-label={t("block.add")}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <div className={styles["fields"]}>
        <Select
          allowDeselect={false}
          label={t("block.kind")}
          value={draft.kind}
          onChange={(value) => put({ kind: value ?? "number" })}
          data={(["number", "prefix", "withheld"] as const).map((value) => ({
            value,
            label: t(`block.kind_${value}`),
          }))}
        />
        {draft.kind !== "withheld" && (
          <TextInput
            ref={number}
            onKeyDown={leave}
            label={t(draft.kind === "prefix" ? "block.begins" : "block.number")}
            placeholder={draft.kind === "prefix" ? "+48 600" : "+48 600 100 200"}
            maxLength={40}
            value={draft.value}
            onChange={(event) => put({ value: event.currentTarget.value })}
            error={faults["value"]}
          />
        )}
        <TextInput
          label={t("block.ends")}
          description={t("block.endsHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          type="datetime-local"
          onKeyDown={leave}
          value={draft.ends}
          onChange={(event) => put({ ends: event.currentTarget.value })}
          error={faults["ends_at"]}
        />
      </div>
      <TextInput
        label={t("block.reason")}
        onKeyDown={leave}
        maxLength={300}
        value={draft.reason}
        onChange={(event) => put({ reason: event.currentTarget.value })}
        error={faults["reason"]}
      />
      {make.isError && Object.keys(faults).length === 0 && <ProblemState problem={make.error} />}
      <div className="row">
        <Button type="submit" loading={make.isPending}>
          {t("block.block")}
        </Button>
        <span className="t2 sm">{t("block.hint")}</span>
        <span className="sp" />
        <CloseButton aria-label={t("common.close")} onClick={onClose} />
      </div>
    </form>
  );
}
