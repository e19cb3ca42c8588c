import { SegmentedControl } from "@mantine/core";
import {
  IconDialpad,
  IconInfoCircle,
  IconMicrophone,
  IconNote,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPhoneOutgoing,
  type Icon,
} from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { ProblemState } from "@/app/ProblemState";
import { useText } from "@/i18n/TextProvider";
import type { InteractionDetail, Recording } from "@/protocol/conversations";
import { EmptyState, Loading, StateMark, type StateName } from "@/ui";
import { useTimeline } from "./data";
import { storyOf, type Shape } from "./story";
import styles from "./conversations.module.css";

const ICONS: Partial<Record<Shape, Icon>> = {
  arrived: IconPhoneIncoming,
  dialled: IconPhoneOutgoing,
  keys: IconDialpad,
  message: IconMicrophone,
  ended: IconPhoneOff,
  note: IconNote,
  told: IconInfoCircle,
};

interface Props {
  interaction: InteractionDetail;
  recording: Recording | undefined;
  onListen: (at: string) => void;
}

/** What happened, in words; or every event of the log. A time within the recording can be listened to. */
export function Timeline({ interaction, recording, onListen }: Props) {
  const { t } = useText();
  const timeline = useTimeline(interaction);
  const [view, setView] = useState("words");
  return (
    <section className={`card ${styles["timeline"] ?? ""}`} aria-label={t("conversations.happened")}>
      <header>
        <h2>{t("conversations.happened")}</h2>
        <span className="sp" />
        <SegmentedControl
          aria-label={t("conversations.happened")}
          value={view}
          onChange={setView}
          data={[
            { value: "words", label: t("conversations.inWords") },
            { value: "all", label: t("conversations.allEvents") },
          ]}
        />
      </header>
      {timeline.isPending && <Loading lines={6} />}
      {timeline.isError && (
        <div className="pad">
          <ProblemState problem={timeline.error} onRetry={() => void timeline.refetch()} />
        </div>
      )}
      {timeline.data?.length === 0 && <EmptyState>{t("conversations.noEvents")}</EmptyState>}
      {timeline.data !== undefined &&
        (view === "words" ? (
          <Story items={timeline.data} recording={recording} onListen={onListen} />
        ) : (
          <ol className={styles["events"]}>
            {timeline.data.map((item) => (
              <li key={item.seq}>
                <Moment at={item.at} recording={recording} onListen={onListen} exact />
                <span>
                  {item.words}
                  <span className="t3 sm"> {item.type}</span>
                  <Reasons reasons={item.reasons} />
                </span>
              </li>
            ))}
          </ol>
        ))}
    </section>
  );
}

interface StoryProps {
  items: Parameters<typeof storyOf>[0];
  recording: Recording | undefined;
  onListen: (at: string) => void;
}

function Story({ items, recording, onListen }: StoryProps) {
  const { t, format } = useText();
  const lines = useMemo(() => storyOf(items), [items]);
  return (
    <ol className={styles["story"]}>
      {lines.map((line) => {
        const Drawn = ICONS[line.shape];
        const spans = Object.fromEntries(
          Object.entries(line.spans).map(([name, milliseconds]) => [name, format.span(milliseconds)]),
        );
        return (
          <li key={line.id}>
            <Moment at={line.at} recording={recording} onListen={onListen} />
            {Drawn === undefined ? (
              <StateMark state={line.shape as StateName} size={12} silent />
            ) : (
              <Drawn size={14} aria-hidden="true" />
            )}
            <span>
              {t(line.key, { ...line.params, ...spans })}
              <Reasons reasons={line.reasons} />
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** Why it went there and not elsewhere: the first reason at once, the rest when asked for. */
function Reasons({ reasons }: { reasons: readonly string[] }) {
  const { t } = useText();
  const [first, ...more] = reasons;
  if (first === undefined) return null;
  return (
    <details className={styles["reasons"]}>
      <summary>
        <b>{t("story.why")}</b> {first}
      </summary>
      {more.length > 0 && (
        <ul>
          {more.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </details>
  );
}

interface MomentProps {
  at: string;
  recording: Recording | undefined;
  onListen: (at: string) => void;
  /** With thousandths in the hover: which came first. */
  exact?: boolean;
}

/** A time; within the recording it is a button that goes there. */
function Moment({ at, recording, onListen, exact = false }: MomentProps) {
  const { t, format } = useText();
  const time = format.timeWithSeconds(at);
  const offset = recording === undefined ? -1 : Date.parse(at) - Date.parse(recording.started_at);
  const heard = recording?.state === "stored" && offset >= 0 && offset <= (recording.duration_ms ?? 0);
  if (!heard)
    return (
      <time className={styles["moment"]} dateTime={at} title={exact ? at : format.fullDateTime(at)}>
        {time}
      </time>
    );
  return (
    <button
      type="button"
      className={`link ${styles["moment"] ?? ""}`}
      title={t("conversations.listenFrom", { at: format.span(offset) })}
      onClick={() => onListen(at)}
    >
      {time}
    </button>
  );
}
