import { useMemo } from "react";
import { Link } from "react-router";
import { useText } from "@/i18n/TextProvider";
import type { TextKey } from "@/i18n/catalogue";
import type { AgentView, QueueView } from "@/protocol/frames";
import { StateMark } from "@/ui";
import { worstOf, type Alert } from "./alerts";
import { Definition } from "./Definition";
import {
  busyLevel,
  busyShare,
  headcount,
  longestWaiting,
  RULES,
  serviceLevelLevel,
  shareOf,
  totalsOf,
  upTo,
  waitLimits,
  type Level,
} from "./figures";
import type { PeopleFilter } from "./peopleShown";
import { useHistory } from "./useHistory";
import { linePoints, type Sample } from "./history";
import { level as waitLevel } from "@/ui";
import styles from "./board.module.css";

interface Props {
  queues: readonly QueueView[];
  agents: Readonly<Record<string, AgentView>>;
  now: number;
  alerts: readonly Alert[];
  /** "" is all. */
  project: string;
  /** Today's conversations, those with a result or all. */
  drill: (result?: string) => string;
  onPeople: (filter: Partial<PeopleFilter>) => void;
  /** Nobody presses anything here: the wall. */
  quiet?: boolean;
}

const RANK = { within: 0, near: 1, over: 2 } as const;

/** A tile's colour says no more than the alerts do: what is past a limit there is listed. */
function noWorse(level: Level | null, alerted: Level): Level | null {
  if (level === null || RANK[level] <= RANK[alerted]) return level;
  return alerted === "within" ? null : alerted;
}

/** The six figures that are read from across the room. */
export function Tiles({ queues, agents, alerts, now, project, drill, onPeople, quiet = false }: Props) {
  const { t, format } = useText();
  const totals = useMemo(() => totalsOf(queues), [queues]);
  const count = useMemo(() => headcount(Object.values(agents)), [agents]);
  const served = shareOf(totals.serviceLevel);
  const abandoned = shareOf(totals.abandoned);
  const busy = shareOf(busyShare(count));
  const oldest = longestWaiting(queues);
  const waited = oldest?.longest_since == null ? null : Math.max(0, now - Date.parse(oldest.longest_since));
  const signedIn = Object.values(agents).length - count.offline;
  const target = totals.serviceLevelTarget;
  const goal = format.number(target * 100);

  const history = useHistory(project, now, {
    served,
    waiting: totals.waiting,
    waited: (waited ?? 0) / 1000,
    abandoned,
    ready: count.ready,
    busy,
  });

  return (
    <div className={styles["tiles"]}>
      <Tile
        name="serviceLevel"
        quiet={quiet}
        figure={served === null ? null : format.number(served * 100)}
        unit="%"
        level={
          served === null ? null : noWorse(serviceLevelLevel(served, target), worstOf(alerts, "service_low"))
        }
        left={
          totals.targetSeconds === null
            ? t("board.targetShare", { share: goal })
            : t("board.targetIn", { share: goal, seconds: totals.targetSeconds })
        }
        right={t("board.ofCalls", { n: totals.serviceLevel.whole })}
        samples={history.served}
        range={[0, 1]}
        mark={target}
        drill={drill()}
      />
      <Tile
        name="waiting"
        quiet={quiet}
        figure={format.number(totals.waiting)}
        level={null}
        left={t("board.offeredToday", { n: totals.offered })}
        samples={history.waiting}
        range={[0, Math.max(5, ...history.waiting.map(({ value }) => value))]}
        onOpen={() => onPeople({ queueId: oldest?.queue_id ?? null })}
      />
      <Tile
        name="longestWait"
        quiet={quiet}
        figure={waited === null ? null : format.span(waited)}
        nothing={t("board.nobodyWaits")}
        level={oldest === undefined || waited === null ? null : waitLevel(waited / 1000, waitLimits(oldest))}
        left={
          oldest === undefined
            ? ""
            : t("board.limit", { time: format.span(waitLimits(oldest).overSeconds * 1000) })
        }
        right={oldest?.name ?? ""}
        samples={history.waited}
        range={[0, Math.max(30, ...history.waited.map(({ value }) => value))]}
        onOpen={() => onPeople({ queueId: oldest?.queue_id ?? null })}
      />
      <Tile
        name="abandoned"
        quiet={quiet}
        figure={abandoned === null ? null : format.number(abandoned * 100, 1)}
        unit="%"
        level={
          abandoned === null
            ? null
            : noWorse(
                upTo(abandoned, RULES.abandonTarget, RULES.abandonOver),
                worstOf(alerts, "abandoned_high"),
              )
        }
        left={t("board.targetUnder", { share: format.number(RULES.abandonTarget * 100) })}
        right={t("board.partOf", { part: totals.abandoned.part, whole: totals.abandoned.whole })}
        samples={history.abandoned}
        range={[0, Math.max(0.1, ...history.abandoned.map(({ value }) => value))]}
        mark={RULES.abandonTarget}
        drill={drill("abandoned_in_queue")}
      />
      <Tile
        name="readyPeople"
        quiet={quiet}
        figure={format.number(count.ready)}
        unit={t("board.of", { n: signedIn })}
        level={count.ready === 0 && totals.waiting > 0 ? "near" : null}
        left={t("board.notReadyCount", { n: count.notready })}
        samples={history.ready}
        range={[0, Math.max(3, signedIn)]}
        onOpen={() => onPeople({ state: "ready" })}
      />
      <Tile
        name="busyShare"
        quiet={quiet}
        figure={busy === null ? null : format.number(busy * 100)}
        unit="%"
        level={busyLevel(busyShare(count))}
        left={t("board.cap", { share: format.number(RULES.busyCap * 100) })}
        right={t("board.partOf", { part: busyShare(count).part, whole: busyShare(count).whole })}
        samples={history.busy}
        range={[0, 1]}
        mark={RULES.busyCap}
        onOpen={() => onPeople({ state: "busy" })}
      />
    </div>
  );
}

type TileName = "serviceLevel" | "waiting" | "longestWait" | "abandoned" | "readyPeople" | "busyShare";

interface TileProps {
  name: TileName;
  quiet: boolean;
  /** Null: nothing to show yet. */
  figure: string | null;
  unit?: string;
  /** Said instead of a figure; a dash without it. */
  nothing?: string;
  level: Level | null;
  left: string;
  right?: string;
  samples: readonly Sample[];
  range: readonly [number, number];
  /** The target's height. */
  mark?: number;
  /** Where the conversations behind it are … */
  drill?: string;
  /** … or what shows the people behind it. */
  onOpen?: () => void;
}

function Tile({
  name,
  quiet,
  figure,
  unit,
  nothing,
  level,
  left,
  right = "",
  samples,
  range,
  mark,
  drill,
  onOpen,
}: TileProps) {
  const { t } = useText();
  const title = t(`board.${name}` satisfies TextKey);
  return (
    <section className={`card ${styles["tile"] ?? ""}`} data-level={level ?? undefined} aria-label={title}>
      <header>
        <h2 className="el">
          {drill === undefined ? (
            <button type="button" className={styles["opens"]} onClick={onOpen}>
              {title}
            </button>
          ) : (
            <Link className={styles["opens"]} to={drill}>
              {title}
            </Link>
          )}
        </h2>
        {!quiet && <Definition name={name} {...(drill !== undefined && { drill })} />}
        <span className="sp" />
        {level !== null && <StateMark state={level} size={14} />}
      </header>
      <p className={styles["figure"]}>
        {figure ?? <span className="t3">{nothing === undefined ? "–" : "0:00"}</span>}
        {figure !== null && unit !== undefined && <small> {unit}</small>}
      </p>
      <p className={styles["foot"]}>
        <span className="el">{figure === null && nothing !== undefined ? nothing : left}</span>
        <span className="el">{right}</span>
      </p>
      <Line
        samples={samples}
        range={range}
        mark={mark}
        level={level}
        label={t("board.lastHour", { name: title })}
      />
    </section>
  );
}

interface LineProps {
  samples: readonly Sample[];
  range: readonly [number, number];
  mark: number | undefined;
  level: Level | null;
  label: string;
}

const WIDTH = 200;
const HEIGHT = 34;

/** The last hour as a small line, its target dashed; in the level's colour. */
function Line({ samples, range: [from, to], mark, level, label }: LineProps) {
  const last = samples.at(-1);
  const colour = level === null ? "var(--text-2)" : `var(--${level})`;
  const box = { width: WIDTH, height: HEIGHT, from, to, now: last?.at ?? 0 };
  const points = last === undefined ? "" : linePoints(samples, box);
  const targetY = mark === undefined ? 0 : HEIGHT - 3 - ((mark - from) / (to - from)) * (HEIGHT - 6);
  return (
    <svg
      className={styles["line"]}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {mark !== undefined && (
        <line
          x1="0"
          x2={WIDTH}
          y1={targetY}
          y2={targetY}
          stroke="var(--text-3)"
          strokeDasharray="2 3"
          vectorEffect="non-scaling-stroke"
        />
      )}
      {samples.length > 1 && (
        <polyline
          points={points}
          fill="none"
          stroke={colour}
          strokeWidth="2"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}
