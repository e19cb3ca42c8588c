import { Button, Select } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { useById, useRecords } from "@/app/records";
import { ProblemState } from "@/app/ProblemState";
import { useMe } from "@/app/session";
import { daysQuery, type Days } from "@/conversations/filters";
import { Period } from "@/conversations/Period";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { AuditEntry, Kind } from "@/protocol/configuration";
import type { Items } from "@/protocol/resources";
import { DataTable, EmptyState, Loading, Page, type Column } from "@/ui";
import styles from "../admin.module.css";

interface Row extends AuditEntry {
  key: string;
}

interface Wanted extends Days {
  what: (typeof GROUPS)[number] | "";
  /** A user's id. */
  user: string;
}
const GROUPS = ["changes", "looks", "sign_ins"] as const;
const EVERYTHING: Wanted = { what: "", user: "", from: "", to: "" };

/** Who changed and who looked at what, newest first. */
export default function Audit() {
  const { t, format } = useText();
  const zone = useMe().workspace.zone;
  const [wanted, setWanted] = useState<Wanted>(EVERYTHING);
  const query = {
    what: wanted.what === "" ? undefined : wanted.what,
    user: wanted.user === "" ? undefined : wanted.user,
    ...daysQuery(wanted, zone),
  };
  const list = useInfiniteQuery({
    queryKey: ["audit", query],
    queryFn: ({ pageParam }) =>
      request<Items<AuditEntry>>("/audit", { query: { ...query, cursor: pageParam } }),
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  });
  const rows: Row[] = (list.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .map((entry, index) => ({ ...entry, key: String(index) }));
  const columns: Column<Row>[] = [
    { id: "at", title: t("audit.at"), cell: ({ at }) => <span title={at}>{format.fullDateTime(at)}</span> },
    {
      id: "who",
      title: t("audit.who"),
      cell: ({ actor_name, actor_kind, on_behalf_of }) => (
        <>
          <b>{actor_name ?? t(actor_kind === "system" ? "audit.ringwell" : "audit.somebody")}</b>
          {on_behalf_of !== null && <span className="t2"> {t("audit.byProgram")}</span>}
        </>
      ),
    },
    { id: "what", title: t("audit.what"), cell: (row) => <What entry={row} /> },
  ];
  return (
    <Page title={t("admin.audit")}>
      <AuditFilters wanted={wanted} onChange={setWanted} />
      <div className="card" aria-busy={list.isPlaceholderData}>
        {list.isPending && <Loading lines={8} />}
        {list.isError && (
          <div className="pad">
            <ProblemState problem={list.error} onRetry={() => void list.refetch()} />
          </div>
        )}
        {list.isSuccess && rows.length === 0 && (
          <EmptyState>{t(wanted === EVERYTHING ? "audit.empty" : "audit.nothing")}</EmptyState>
        )}
        {rows.length > 0 && (
          <DataTable label={t("admin.audit")} columns={columns} rows={rows} rowId={({ key }) => key} />
        )}
      </div>
      {list.hasNextPage && (
        <div className={styles["more"]}>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t("admin.more")}
          </Button>
        </div>
      )}
    </Page>
  );
}

function AuditFilters({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const { t, format } = useText();
  const people = useRecords("users").data ?? [];
  const ANY = "any";
  return (
    <search className={styles["filters"]}>
      <Select
        w={220}
        aria-label={t("audit.what")}
        data={[
          { value: ANY, label: t("audit.all") },
          ...GROUPS.map((value) => ({ value, label: t(`audit.group_${value}`) })),
        ]}
        value={wanted.what === "" ? ANY : wanted.what}
        onChange={(value) => onChange({ ...wanted, what: GROUPS.find((group) => group === value) ?? "" })}
      />
      <Select
        w={220}
        searchable
        aria-label={t("audit.who")}
        data={[
          { value: ANY, label: t("audit.anybody") },
          ...people
            .map(({ user_id, name }) => ({ value: user_id, label: name }))
            .sort((a, b) => format.compare(a.label, b.label)),
        ]}
        value={wanted.user === "" ? ANY : wanted.user}
        onChange={(value) => onChange({ ...wanted, user: value === ANY || value === null ? "" : value })}
      />
      <Period days={wanted} onChange={(days) => onChange({ ...wanted, ...days })} />
    </search>
  );
}

const NAMED: readonly Kind[] = [
  "queues",
  "flows",
  "users",
  "skills",
  "projects",
  "clients",
  "hours",
  "segments",
];

/** The entry in words, with the name of what it is about where there still is one. */
function What({ entry }: { entry: AuditEntry }) {
  const { t, tCode } = useText();
  const { params } = entry;
  const kind = typeof params["kind"] === "string" ? params["kind"] : "";
  const change = typeof params["change"] === "string" ? params["change"] : "";
  const fields = Array.isArray(params["fields"]) ? (params["fields"] as string[]) : [];
  const words =
    entry.type === "config.changed"
      ? t("audit.config", {
          kind: tCode(`audit.kind_${kind}`) ?? kind,
          change: tCode(`audit.change_${change}`) ?? change,
        })
      : (tCode(`audit.${entry.type}`) ?? entry.type);
  const interaction = params["interaction_id"];
  const id = typeof params["id"] === "string" ? params["id"] : entry.object_id;
  return (
    <>
      {words} {entry.type === "agent.state_changed" && <AgentName id={params["agent_id"]} />}
      {NAMED.includes(kind as Kind) && id !== null && <NameOf kind={kind as Kind} id={id} />}
      {fields.length > 0 && (
        <span className="t2">: {fields.map((field) => tCode(`label.${field}`) ?? field).join(", ")}</span>
      )}
      {typeof interaction === "string" && (
        <>
          {" "}
          <Link to={`/conversations/${interaction}`}>{t("audit.open")}</Link>
        </>
      )}
    </>
  );
}

/** Whose state it was. */
function AgentName({ id }: { id: unknown }) {
  const user = useRecords("users").data?.find(({ agent_id }) => agent_id === id);
  return user === undefined ? null : <Link to={`/admin/users/${user.user_id}`}>{user.name}</Link>;
}

function NameOf({ kind, id }: { kind: Kind; id: string }) {
  const record = useById(kind).get(id) as { name?: string } | undefined;
  return record?.name === undefined ? null : <Link to={`/admin/${kind}/${id}`}>{record.name}</Link>;
}
