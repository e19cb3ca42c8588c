import { useText } from "@/i18n/TextProvider";
import type { Ring } from "./pool";
import styles from "./rings.module.css";

const WIDTH = 520;
const HEIGHT = 132;
const LEFT = 2;
const BOTTOM = 22;
const TOP = 14;

interface Props {
  rings: readonly Ring[];
  /** How many people count for each ring, the queue's own first. */
  pool: readonly number[];
}

/** How many may take a caller, as it waits: a step where a ring opens by age, a dashed one where pressure may open it at any time. */
export function RingsPicture({ rings, pool }: Props) {
  const { t, format } = useText();
  const ages = rings.map(({ after_s }) => after_s).filter((age) => age !== null);
  const last = Math.max(60, ...ages) * 1.25;
  const total = Math.max(
    1,
    pool.reduce((sum, n) => sum + n, 0),
  );
  const x = (seconds: number) => LEFT + (seconds / last) * (WIDTH - LEFT - 6);
  const y = (people: number) => HEIGHT - BOTTOM - (people / total) * (HEIGHT - BOTTOM - TOP);

  // An outer ring that is open has the inner ones open too.
  const opens = rings.map((_, index) =>
    Math.min(Infinity, ...rings.slice(index).map(({ after_s }) => after_s ?? Infinity)),
  );
  const steps = [{ at: 0, people: pool[0] ?? 0 }];
  opens.forEach((at, index) => {
    if (Number.isFinite(at))
      steps.push({ at, people: pool.slice(0, index + 2).reduce((sum, n) => sum + n, 0) });
  });
  const words = steps.map(({ at, people }) => t("rings.from", { time: format.span(at * 1000), n: people }));
  const path = steps
    .map(({ at, people }, index) => (index === 0 ? `M${x(0)} ${y(people)}` : `H${x(at)} V${y(people)}`))
    .join(" ");
  const peak = rings.findLastIndex(({ pressure }) => pressure !== null);
  const pressed = pool.slice(0, peak + 2).reduce((sum, n) => sum + n, 0);
  return (
    <figure className={styles["picture"]}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words.join("; ")}>
        <line x1={LEFT} x2={WIDTH - 6} y1={y(0)} y2={y(0)} className={styles["axis"]} />
        <path d={`${path} H${WIDTH - 6} V${y(0)} H${LEFT} Z`} className={styles["ground"]} />
        <path d={`${path} H${WIDTH - 6}`} className={styles["steps"]} />
        {peak >= 0 && (
          <>
            <line x1={LEFT} x2={WIDTH - 6} y1={y(pressed)} y2={y(pressed)} className={styles["peak"]} />
            <text x={WIDTH - 8} y={y(pressed) - 4} textAnchor="end">
              {t("rings.underPressure", { n: pressed })}
            </text>
          </>
        )}
        {steps.map(({ at, people }) => (
          <g key={`${at} ${people}`}>
            <text x={x(at) + 3} y={y(people) + 12} className={styles["figure"]}>
              {format.number(people)}
            </text>
            <text x={at === 0 ? LEFT : x(at)} y={HEIGHT - 8} textAnchor={at === 0 ? "start" : "middle"}>
              {format.span(at * 1000)}
            </text>
          </g>
        ))}
      </svg>
      <figcaption className="t2 sm">{t("rings.picture")}</figcaption>
    </figure>
  );
}
