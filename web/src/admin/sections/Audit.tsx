import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useById } from "@/app/records";
import { codeOf, useProblemText } from "@/app/problems";
import { useText } from "@/i18n/TextProvider";
import { request } from "@/protocol/api";
import type { AuditEntry, Kind } from "@/protocol/configuration";
import type { Items } from "@/protocol/resources";
import { DataTable, EmptyState, ErrorState, Loading, Page, type Column } from "@/ui";
import styles from "../admin.module.css";

interface Row extends AuditEntry {
  key: string;
}

/** Who changed and who looked at what, newest first. */
export default function Audit() {
  const { t, format } = useText();
  const problemText = useProblemText();
  const list = useInfiniteQuery({
    queryKey: ["audit"],
    queryFn: ({ pageParam }) => request<Items<AuditEntry>>("/audit", { query: { cursor: pageParam } }),
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
      <div className="card">
        {list.isPending && <Loading lines={8} />}
        {list.isError && (
          <div className="pad">
            <ErrorState
              title={problemText(list.error)}
              detail={codeOf(list.error).code}
              onRetry={() => void list.refetch()}
            />
          </div>
        )}
        {list.isSuccess && rows.length === 0 && <EmptyState>{t("audit.empty")}</EmptyState>}
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

const NAMED: readonly Kind[] = ["queues", "flows", "users", "skills", "projects", "clients", "hours"];

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
      {words} {NAMED.includes(kind as Kind) && id !== null && <NameOf kind={kind as Kind} id={id} />}
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

function NameOf({ kind, id }: { kind: Kind; id: string }) {
  const record = useById(kind).get(id) as { name?: string } | undefined;
  return record?.name === undefined ? null : <Link to={`/admin/${kind}/${id}`}>{record.name}</Link>;
}
