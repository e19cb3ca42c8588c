import { IconUserQuestion } from "@tabler/icons-react";
import { Link } from "react-router";
import { useById } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import type { QueueView, RingsView } from "@/protocol/frames";
import { level, State, StateMark } from "@/ui";
import { servedLevel, waitLimits } from "./figures";
import styles from "./board.module.css";

interface Props {
  queues: readonly QueueView[];
  /** Rings that pressure has opened, by queue. */
  rings: Readonly<Record<string, RingsView>>;
  now: number;
  chosen: string | null;
  /** Nobody presses anything here: the wall. */
  quiet?: boolean;
  onChoose: (queueId: string) => void;
}

/** One row a queue. Choosing one shows the people who serve it. */
export function QueueTable({ queues, rings, now, chosen, quiet = false, onChoose }: Props) {
  const { t, format } = useText();
  const sorted = [...queues].sort(
    (a, b) => format.compare(a.project_name, b.project_name) || format.compare(a.name, b.name),
  );
  return (
    <section className={`card ${styles["queues"] ?? ""}`} aria-label={t("board.queues")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("board.queue")}</th>
            <th scope="col" className="right">
              {t("board.waitingColumn")}
            </th>
            <th scope="col">{t("board.longest")}</th>
            <th scope="col" className="right" title={t("board.expectedMeans")}>
              {t("board.expected")}
            </th>
            <th scope="col">{t("board.serviceLevelColumn")}</th>
            <th scope="col" className="right">
              {t("board.ready")}
            </th>
            <th scope="col" className="right">
              {t("board.talking")}
            </th>
            <th scope="col" className="right">
              {t("board.offered")}
            </th>
            <th scope="col" className="right">
              {t("board.answered")}
            </th>
            <th scope="col" className={`right ${styles["wide"] ?? ""}`}>
              {t("board.callbacksColumn")}
            </th>
            <th scope="col" className="right">
              {t("board.abandonedColumn")}
            </th>
            {!quiet && (
              <th scope="col">
                <span className="unseen">{t("probe.title")}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {sorted.map((queue) => (
            <Row
              key={queue.queue_id}
              queue={queue}
              rings={rings[queue.queue_id]}
              now={now}
              chosen={chosen === queue.queue_id}
              quiet={quiet}
              onChoose={() => onChoose(queue.queue_id)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  queue: QueueView;
  rings: RingsView | undefined;
  now: number;
  chosen: boolean;
  quiet: boolean;
  onChoose: () => void;
}

function Row({ queue, rings, now, chosen, quiet, onChoose }: RowProps) {
  const { t, format } = useText();
  const waited = queue.longest_since === null ? null : Math.max(0, now - Date.parse(queue.longest_since));
  const wait = waited === null ? null : level(waited / 1000, waitLimits(queue));
  const lost = queue.offered > 0 ? queue.abandoned / queue.offered : null;
  const quotesTitle =
    queue.quotes === 0
      ? t("board.noQuotes")
      : t("board.quotesKept", { part: queue.quotes_kept, whole: queue.quotes });
  return (
    <tr data-level={wait ?? undefined} aria-selected={chosen || undefined}>
      <th scope="row">
        <button type="button" onClick={onChoose} aria-pressed={chosen} title={t("board.showPeople")}>
          <b>{queue.name}</b> <span className="t2 sm">{queue.project_name}</span>
        </button>
        {rings !== undefined && <OpenRings rings={rings} />}
      </th>
      <td className={`right num ${styles["waiting"] ?? ""}`}>
        {format.number(queue.waiting)}
        {queue.callbacks_waiting > 0 && (
          <span className="t2 sm" title={t("board.callbacksWaiting", { n: queue.callbacks_waiting })}>
            {` +${format.number(queue.callbacks_waiting)}`}
            <span className="unseen">{t("board.callbacksWaiting", { n: queue.callbacks_waiting })}</span>
          </span>
        )}
      </td>
      <td>
        {waited === null || wait === null ? (
          <span className="t3">{t("board.none")}</span>
        ) : (
          <State state={wait}>{format.span(waited)}</State>
        )}
      </td>
      <td className="right num" title={quotesTitle}>
        {queue.expected_wait_s === null ? (
          <span className="t3">–</span>
        ) : (
          format.span(queue.expected_wait_s * 1000)
        )}
        {queue.quotes > 0 && (
          <span className="t2 sm">{` · ${format.percent(queue.quotes_kept / queue.quotes)}`}</span>
        )}
      </td>
      <td>
        <ServiceLevel queue={queue} />
      </td>
      <td className="right">
        {queue.staffed === 0 ? (
          <span title={t("board.nobodySignedIn")}>
            <StateMark state={queue.waiting > 0 ? "over" : "offline"} silent /> {format.number(0)}
            <span className="unseen">{t("board.nobodySignedIn")}</span>
          </span>
        ) : (
          format.number(queue.ready)
        )}
      </td>
      <td className="right">{format.number(queue.talking)}</td>
      <td className="right">{format.number(queue.offered)}</td>
      <td
        className="right"
        title={t("board.transferredOf", { part: queue.transferred, whole: queue.answered })}
      >
        {format.number(queue.answered)}
        {queue.transferred > 0 && (
          <span className="t2 sm">
            {` → ${format.percent(queue.transferred / Math.max(1, queue.answered))}`}
            <span className="unseen">
              {t("board.transferredOf", { part: queue.transferred, whole: queue.answered })}
            </span>
          </span>
        )}
      </td>
      <td
        className={`right ${styles["wide"] ?? ""}`}
        title={t("board.callbacksToday", {
          asked: queue.callbacks_asked,
          kept: queue.callbacks_kept,
          late: queue.callbacks_late,
          failed: queue.callbacks_failed,
        })}
      >
        {queue.callbacks_asked === 0 ? (
          <span className="t3">–</span>
        ) : (
          `${format.number(queue.callbacks_kept)} / ${format.number(queue.callbacks_asked)}`
        )}
      </td>
      <td className="right" title={t("board.abandonedOf", { part: queue.abandoned, whole: queue.offered })}>
        {lost === null ? <span className="t3">–</span> : `${format.number(lost * 100, 1)}\u00a0%`}
      </td>
      {!quiet && (
        <td className={styles["who"]}>
          <Link
            to={`/who?queue=${queue.queue_id}`}
            title={t("probe.title")}
            aria-label={`${t("probe.title")} ${queue.name}`}
          >
            <IconUserQuestion size={16} aria-hidden="true" />
          </Link>
        </td>
      )}
    </tr>
  );
}

/** Which rings pressure has opened, since when, and whom they call to help. */
function OpenRings({ rings }: { rings: RingsView }) {
  const { t, format } = useText();
  const groups = useById("groups");
  const projects = useById("projects");
  const names = [
    ...rings.groups.map((id) => groups.get(id)?.name),
    ...rings.lenders.map((id) => projects.get(id)?.name),
  ].filter((name) => name !== undefined);
  return (
    <Link
      to="/lending"
      className={`sm ${styles["openRings"] ?? ""}`}
      title={names.length > 0 ? t("board.ringsHelp", { names: names.join(", ") }) : t("board.ringsOwn")}
    >
      <State state="near">
        {t("board.ringsOpen", {
          rings: rings.rings.map((ring) => format.number(ring)).join(", "),
          time: format.time(rings.since),
        })}
      </State>
    </Link>
  );
}

/** The bar, the target's mark on it, and the figure with its level. */
function ServiceLevel({ queue }: { queue: QueueView }) {
  const { t, format } = useText();
  const share = queue.service_level;
  const target = queue.service_level_target;
  const standing = servedLevel(queue);
  return (
    <span
      className="row"
      title={t("board.targetIn", { share: format.number(target * 100), seconds: queue.target_s })}
    >
      <span className={styles["sl"]} aria-hidden="true">
        {share !== null && (
          <i style={{ width: `${share * 100}%`, background: `var(--${standing ?? "text-3"})` }} />
        )}
        <u style={{ left: `calc(${target * 100}% - 1px)` }} />
      </span>
      {share === null && <span className="t3">–</span>}
      {share !== null &&
        (standing === null ? format.percent(share) : <State state={standing}>{format.percent(share)}</State>)}
    </span>
  );
}
