import type { Format } from "@/i18n/format";
import { useText } from "@/i18n/TextProvider";
import type { components } from "@/protocol/api.gen";
import { DataTable, State, type Column } from "@/ui";
import { DaysRead } from "./DaysRead";

type Day = components["schemas"]["CallbackDayView"];

/** What became of callbacks on past days, by queue; the sum above. */
export function CallbackFigures() {
  const { t } = useText();
  return (
    <DaysRead of="callbacks" none={t("followups.noCallbacks")}>
      {({ items }) => <Table days={items} />}
    </DaysRead>
  );
}

function Table({ days }: { days: readonly Day[] }) {
  const { t, format } = useText();
  const count = (id: "asked" | "kept" | "failed" | "cancelled"): Column<Day> => ({
    id,
    title: t(`followups.${id}`),
    number: true,
    cell: (day) => format.number(day[id]),
  });
  const columns: Column<Day>[] = [
    { id: "day", title: t("followups.day"), cell: ({ day }) => <b>{format.day(`${day}T12:00:00Z`)}</b> },
    { id: "queue", title: t("board.queue"), cell: ({ queue_name }) => queue_name ?? "–" },
    count("asked"),
    count("kept"),
    {
      id: "late",
      title: t("followups.late"),
      number: true,
      cell: ({ late }) => (late > 0 ? <State state="near">{format.number(late)}</State> : format.number(0)),
    },
    {
      id: "failed",
      title: t("followups.failed"),
      number: true,
      cell: ({ failed }) =>
        failed > 0 ? <State state="over">{format.number(failed)}</State> : format.number(0),
    },
    count("cancelled"),
    { id: "share", title: t("followups.share"), number: true, cell: (day) => share(day, format) },
  ];
  const sum = totalOf(days);
  return (
    <>
      <p style={{ marginBottom: 12 }}>
        {t("followups.sum", {
          asked: sum.asked,
          kept: sum.kept,
          late: sum.late,
          failed: sum.failed,
          cancelled: sum.cancelled,
          share: share(sum, format),
        })}
      </p>
      <div className="card">
        <DataTable
          label={t("followups.figures")}
          columns={columns}
          rows={days}
          rowId={({ day, queue_id }) => `${day} ${queue_id}`}
        />
      </div>
    </>
  );
}

type Counts = Pick<Day, "asked" | "kept" | "late" | "failed" | "cancelled">;

function totalOf(days: readonly Day[]): Counts {
  const sum = { asked: 0, kept: 0, late: 0, failed: 0, cancelled: 0 };
  for (const day of days) for (const name of Object.keys(sum) as (keyof Counts)[]) sum[name] += day[name];
  return sum;
}

/** Kept in time, of those that were not taken back. */
function share({ kept, late, failed }: Counts, format: Format): string {
  return kept + failed === 0 ? "–" : format.percent((kept - late) / (kept + failed));
}
