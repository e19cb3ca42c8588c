import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { saveFile } from "@/app/files";
import { csv } from "@/conversations/csv";
import { NO_FILTERS, paramsOf, type Days, type Filters } from "@/conversations/filters";
import type { Format } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import type { components } from "@/protocol/api.gen";
import { DataTable, type Column } from "@/ui";
import { DaysRead } from "./DaysRead";
import styles from "./pastdays.module.css";

type Schemas = components["schemas"];
type Read = Schemas["QueueDayList"];
type Counts = Schemas["QueueFiguresView"];
/** A queue's figures: of a day, or of the whole period. */
type Row = Schemas["QueueSumView"] & { day?: string };

/** How each queue did, in sum or by day. */
export function QueueFigures() {
  const { t, format } = useText();
  const [by, setBy] = useState<"queue" | "day">("queue");
  const rowsOf = (read: Read): readonly Row[] =>
    by === "day"
      ? read.items
      : [...read.queues].sort((a, b) => format.compare(a.queue_name ?? "", b.queue_name ?? ""));
  return (
    <DaysRead
      of="queues"
      none={t("past.none")}
      tools={(read, days) => (
        <>
          <SegmentedControl
            aria-label={t("past.rows")}
            value={by}
            onChange={setBy}
            data={[
              { value: "queue", label: t("past.byQueue") },
              { value: "day", label: t("past.byDay") },
            ]}
          />
          <span className="sp" />
          <Export rows={rowsOf(read)} days={days} />
        </>
      )}
    >
      {(read, days) => <Figures rows={rowsOf(read)} total={read.total} byDay={by === "day"} days={days} />}
    </DaysRead>
  );
}

interface FiguresProps {
  rows: readonly Row[];
  total: Counts;
  byDay: boolean;
  days: Days;
}

function Figures({ rows, total, byDay, days }: FiguresProps) {
  const { t, format } = useText();
  const columns = useColumns(byDay, days);
  return (
    <>
      <p className={styles["sum"]}>{t("past.sum", sumOf(total, format))}</p>
      <div className="card">
        <DataTable
          label={t("past.queues")}
          columns={columns}
          rows={rows}
          rowId={({ day, queue_id }) => `${day ?? ""} ${queue_id}`}
        />
      </div>
      <Counted />
    </>
  );
}

function sumOf(total: Counts, format: Format): Record<string, string> {
  return {
    offered: format.number(total.offered),
    answered: format.number(total.answered),
    abandoned: format.number(total.abandoned),
    abandonedShare: shareOf(total.abandon_rate, format),
    served: shareOf(total.service_level, format),
    wait: waitOf(total, format),
    transferred: format.number(total.transferred),
    transferredShare: shareOf(total.transfer_rate, format),
  };
}

function shareOf(share: number | null, format: Format): string {
  return share === null ? "–" : `${format.number(share * 100, 1)}\u00a0%`;
}

function waitOf({ average_wait_ms: wait }: Counts, format: Format): string {
  return wait === null ? "–" : format.span(wait);
}

function useColumns(byDay: boolean, days: Days): Column<Row>[] {
  const { t, format } = useText();
  const conversations = ({ queue_id, day }: Row, result: Filters["result"] = ""): string => {
    const when = day === undefined ? days : { from: day, to: day };
    return `/conversations?${paramsOf({ ...NO_FILTERS, ...when, queue: queue_id, result }).toString()}`;
  };
  const counted = (part: number, share: number | null) => (
    <>
      {format.number(part)} <span className={`t2 ${styles["share"] ?? ""}`}>{shareOf(share, format)}</span>
    </>
  );
  const figure = (id: string, title: string, cell: (row: Row) => React.ReactNode): Column<Row> => ({
    id,
    title,
    number: true,
    cell,
  });
  return [
    ...(byDay
      ? [
          {
            id: "day",
            title: t("followups.day"),
            cell: ({ day }: Row) => <b>{format.day(`${day ?? ""}T12:00:00Z`)}</b>,
          },
        ]
      : []),
    {
      id: "queue",
      title: t("board.queue"),
      cell: ({ queue_name, project_name }) => (
        <>
          <b>{queue_name ?? "–"}</b> <span className="t2 sm">{project_name}</span>
        </>
      ),
    },
    figure("offered", t("board.offered"), (row) => (
      <Link className="link" to={conversations(row)}>
        {format.number(row.offered)}
      </Link>
    )),
    figure("answered", t("board.answered"), ({ answered }) => format.number(answered)),
    figure("abandoned", t("board.abandonedColumn"), (row) => counted(row.abandoned, row.abandon_rate)),
    figure("callbacks", t("board.callbacksColumn"), ({ callbacks }) => format.number(callbacks)),
    figure("otherwise", t("past.otherwise"), (row) => format.number(row.ended_otherwise)),
    figure("served", t("board.serviceLevel"), ({ service_level }) => shareOf(service_level, format)),
    figure("wait", t("past.averageWait"), (row) => waitOf(row, format)),
    figure("longest", t("board.longestWait"), ({ longest_wait_ms }) => format.span(longest_wait_ms)),
    figure("transferred", t("past.transferred"), (row) => counted(row.transferred, row.transfer_rate)),
  ];
}

/** What is seen, as a table for a spreadsheet. Shares from 0 to 1, waits in seconds. */
function Export({ rows, days }: { rows: readonly Row[]; days: Days }) {
  const { t } = useText();
  const seconds = (wait: number | null) => (wait === null ? null : Math.round(wait / 100) / 10);
  function save(): void {
    const head = [
      t("followups.day"),
      t("board.queue"),
      t("conversations.project"),
      t("board.offered"),
      t("board.answered"),
      t("board.abandonedColumn"),
      t("board.callbacksColumn"),
      t("past.otherwise"),
      t("board.serviceLevel"),
      `${t("past.averageWait")}, s`,
      `${t("board.longestWait")}, s`,
      t("past.transferred"),
      t("past.transferRate"),
    ];
    const lines = rows.map((row) => [
      row.day ?? `${days.from} – ${days.to}`,
      row.queue_name,
      row.project_name,
      row.offered,
      row.answered,
      row.abandoned,
      row.callbacks,
      row.ended_otherwise,
      row.service_level,
      seconds(row.average_wait_ms),
      seconds(row.longest_wait_ms),
      row.transferred,
      row.transfer_rate,
    ]);
    saveFile(`queues-${days.from}-${days.to}.csv`, "text/csv", csv([head, ...lines]));
  }
  return (
    <Button variant="default" onClick={save}>
      {t("conversations.export")}
    </Button>
  );
}

/** How the figures are counted, where somebody wants to know. */
function Counted() {
  const { t } = useText();
  return (
    <details className={`t2 sm ${styles["counted"] ?? ""}`}>
      <summary>{t("past.counted")}</summary>
      <dl>
        {(["offered", "abandoned", "otherwise", "served", "wait", "transferred"] as const).map((name) => (
          <div key={name}>
            <dt>{t(`past.name_${name}`)}</dt>
            <dd>{t(`past.counted_${name}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
