import { useState } from "react";
import { useById } from "@/app/records";
import { useMe } from "@/app/session";
import { useText } from "@/i18n/TextProvider";
import { useCollection, useTopic } from "@/live";
import type { Queue } from "@/protocol/configuration";
import { Chip, EmptyState, Loading, Page, State } from "@/ui";
import { Helpers } from "./Helpers";
import { RingsForm } from "./RingsForm";
import { useRule } from "./rule";
import styles from "./lending.module.css";

/** Who helps out where now, and by which rules people are lent: the same for the supervisors of both sides. */
export default function Lending() {
  const { t } = useText();
  const here = useTopic("board");
  return <Page title={t("lending.title")}>{here ? <Content /> : <Loading lines={6} />}</Page>;
}

function Content() {
  const queues = useById("queues");
  const [editing, setEditing] = useState<string | null>(null);
  const edited = queues.get(editing ?? "");
  return (
    <div className={styles["columns"]}>
      <div className={styles["lists"]}>
        <Helpers queues={queues} />
        <Rules queues={queues} onEdit={setEditing} />
      </div>
      {edited !== undefined && (
        <RingsForm key={edited.queue_id} queueId={edited.queue_id} onClose={() => setEditing(null)} />
      )}
    </div>
  );
}

interface RulesProps {
  queues: ReadonlyMap<string, Queue>;
  onEdit: (queueId: string) => void;
}

/** Every queue's rings in words; which of them pressure has opened. */
function Rules({ queues, onEdit }: RulesProps) {
  const { t, format } = useText();
  const mayEdit = useMe().roles.includes("administrator");
  const projects = useById("projects");
  const sorted = [...queues.values()].sort((a, b) => format.compare(a.name, b.name));
  return (
    <section className="card" aria-label={t("lending.rules")}>
      <header>
        <h2>{t("lending.rules")}</h2>
        <span className="sp" />
        {!mayEdit && <span className="t2 sm">{t("lending.whoEdits")}</span>}
      </header>
      {sorted.length === 0 && <EmptyState>{t("board.noQueues")}</EmptyState>}
      {sorted.map((queue) => (
        <article key={queue.queue_id} className={styles["rule"]}>
          <div className="row">
            <h3>
              <b>{queue.name}</b> <span>{projects.get(queue.project_id)?.name}</span>
            </h3>
            <Opened queueId={queue.queue_id} />
            <span className="sp" />
            {mayEdit && (
              <button
                type="button"
                className="link"
                aria-label={t("lending.editRules", { queue: queue.name })}
                onClick={() => onEdit(queue.queue_id)}
              >
                {t("lending.edit")}
              </button>
            )}
          </div>
          <Rings queue={queue} />
        </article>
      ))}
    </section>
  );
}

function Opened({ queueId }: { queueId: string }) {
  const { t, format } = useText();
  const opened = useCollection("board", "rings")[queueId];
  if (opened === undefined) return null;
  return (
    <State state="near">
      {t("board.ringsOpen", {
        rings: opened.rings.map((ring) => format.number(ring)).join(", "),
        time: format.time(opened.since),
      })}
    </State>
  );
}

function Rings({ queue }: { queue: Queue }) {
  const { t } = useText();
  const inWords = useRule();
  if (queue.rings.length === 0) return <p className="t2">{t("lending.ownOnly")}</p>;
  return (
    <ol className={styles["rings"]}>
      {queue.rings.map((ring, index) => {
        const { when, whom } = inWords(ring);
        return (
          <li key={index}>
            <b>{t("probe.ringN", { n: index + 1 })}</b>
            <span>{when}</span>
            <span className={styles["chips"]}>
              {whom.map((name) => (
                <Chip key={name}>{name}</Chip>
              ))}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
