import { SegmentedControl, Select } from "@mantine/core";
import { useState } from "react";
import { useById } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import { Course, type Measure } from "./Course";
import {
  changeCount,
  draftOf,
  type Answer,
  type Estimate,
  type Question,
  type Summary,
  type Told,
} from "./draft";
import { useDayWords } from "./words";
import styles from "./whatif.module.css";

const FIGURES = ["service_level", "abandon_rate", "mean_wait_s", "asa_s", "offered"] as const;
const SHARES: ReadonlySet<string> = new Set(["service_level", "abandon_rate", "occupancy"]);
const WAYS = ["really", "replayed", "changed"] as const;
const MEASURES = ["service_level", "mean_wait_s"] as const satisfies Measure[];
const ALL = "all";

/** What happened, the same day replayed, and as it would have been. */
export function AnswerView({ question, answer }: { question: Question; answer: Answer }) {
  const { t } = useText();
  const dayWords = useDayWords();
  const queues = useById("queues");
  const [queue, setQueue] = useState(ALL);
  const [measure, setMeasure] = useState<Measure>("service_level");
  const ids = Object.keys(answer.really.report.queues);
  const shown = ids.includes(queue) ? queue : ALL;
  const of = (told: Told): Summary =>
    (shown === ALL ? undefined : told.report.queues[shown]) ?? told.report.overall;
  const count = changeCount(draftOf(question));
  return (
    <>
      <section className="card" aria-labelledby="whatif-figures">
        <header>
          <h2 id="whatif-figures">{dayWords(question.day)}</h2>
          <span className="t2">{t("whatif.changes", { count })}</span>
          <span className="sp" />
          <Select
            aria-label={t("whatif.queue")}
            data={[
              { value: ALL, label: t("whatif.allQueues") },
              ...ids.map((id) => ({ value: id, label: queues.get(id)?.name ?? t("whatif.goneQueue") })),
            ]}
            value={shown}
            allowDeselect={false}
            onChange={(value) => setQueue(value ?? ALL)}
          />
        </header>
        <table className={styles["figures"]}>
          <thead>
            <tr>
              <th>
                <span className="unseen">{t("whatif.figure")}</span>
              </th>
              {WAYS.map((way) => (
                <th key={way} scope="col" title={t(`whatif.${way}Hint`)}>
                  {t(`whatif.${way}`)}
                </th>
              ))}
              <th scope="col" title={t("whatif.differenceHint")}>
                {t("whatif.difference")}
              </th>
            </tr>
          </thead>
          <tbody>
            {FIGURES.map((name) => (
              <FigureRow
                key={name}
                name={name}
                really={of(answer.really)[name]}
                replayed={of(answer.replayed)[name]}
                changed={of(answer.changed)[name]}
              />
            ))}
            {shown === ALL && (
              <FigureRow
                name="occupancy"
                really={answer.really.report.occupancy}
                replayed={answer.replayed.report.occupancy}
                changed={answer.changed.report.occupancy}
              />
            )}
          </tbody>
        </table>
        <p className="pad t2 sm">
          {t("whatif.runs", { runs: answer.changed.report.runs, people: answer.people })}{" "}
          {answer.left_out > 0 && t("whatif.leftOut", { count: answer.left_out })}{" "}
          {answer.rules_changed && t("whatif.rulesChanged")}
        </p>
      </section>
      <section className="card" aria-labelledby="whatif-course">
        <header>
          <h2 id="whatif-course">{t("whatif.course")}</h2>
          <span className="sp" />
          <SegmentedControl
            aria-label={t("whatif.measure")}
            data={MEASURES.map((value) => ({ value, label: t(`whatif.${value}`) }))}
            value={measure}
            onChange={(value) => setMeasure(MEASURES.find((each) => each === value) ?? "service_level")}
          />
        </header>
        <Course
          measure={measure}
          lines={{
            really: answer.really.course,
            replayed: answer.replayed.course,
            changed: answer.changed.course,
          }}
        />
      </section>
    </>
  );
}

interface RowProps {
  name: (typeof FIGURES)[number] | "occupancy";
  really: Estimate;
  replayed: Estimate;
  changed: Estimate;
}

function FigureRow({ name, really, replayed, changed }: RowProps) {
  const { t } = useText();
  const words = useFigureWords(name);
  const difference = changed.mean - replayed.mean;
  return (
    <tr>
      <th scope="row">{t(`whatif.${name}`)}</th>
      <td>{words.value(really.mean)}</td>
      <td>
        {words.value(replayed.mean)} <small>{words.within(replayed.within)}</small>
      </td>
      <td>
        <b>{words.value(changed.mean)}</b> <small>{words.within(changed.within)}</small>
      </td>
      <td>{words.difference(difference)}</td>
    </tr>
  );
}

/** Figures with their units; waits as m:ss, what chance leaves open and differences in the same unit. */
function useFigureWords(name: RowProps["name"]) {
  const { t, format } = useText();
  const share = SHARES.has(name);
  const plain = (value: number) => {
    if (share) return `${format.number(value * 100, 1)}\u00a0%`;
    if (name === "offered") return format.number(value);
    return `${format.number(value, 1)}\u00a0${t("admin.second")}`;
  };
  return {
    value: (value: number) =>
      name === "mean_wait_s" || name === "asa_s" ? format.span(Math.round(value) * 1000) : plain(value),
    within: (within: number | null) => (within === null || name === "offered" ? "" : `± ${plain(within)}`),
    difference: (value: number) => {
      const size = Math.abs(value);
      if (plain(size) === plain(0)) return "–";
      const words = share ? `${format.number(size * 100, 1)}\u00a0${t("whatif.points")}` : plain(size);
      return `${value > 0 ? "+" : "\u2212"}${words}`;
    },
  };
}
