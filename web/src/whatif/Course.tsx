import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useRef } from "react";
import { saveFile } from "@/app/files";
import { useText } from "@/i18n/TextProvider";
import { timeOf, type Told } from "./draft";
import { drawing, pathOf, standalone, type Way } from "./plot";
import styles from "./whatif.module.css";

export type Measure = "service_level" | "mean_wait_s";
type Points = Told["course"];

const WAYS = ["really", "replayed", "changed"] as const satisfies Way[];

/** The day by half hours: what happened and both replays, as lines; the same as a table behind "Details". */
export function Course({ measure, lines }: { measure: Measure; lines: Record<Way, Points> }) {
  const { t, format } = useText();
  const picture = useRef<SVGSVGElement>(null);
  const plot = drawing(measure, lines);
  const words = (value: number | null | undefined) => {
    if (value == null) return "–";
    return measure === "service_level" ? format.percent(value) : format.span(Math.round(value) * 1000);
  };
  const rows = lines.really.filter(({ from_s }) => from_s >= plot.from && from_s < plot.to);
  return (
    <div className="pad">
      <div className={styles["legend"]}>
        {WAYS.map((way) => (
          <span key={way} className="row">
            <svg width="28" height="10" aria-hidden="true">
              <path className={styles[way]} d="M1 5H27" />
            </svg>
            {t(`whatif.${way}`)}
          </span>
        ))}
        <span className="sp" />
        <Button
          size="sm"
          variant="subtle"
          leftSection={<IconDownload size={14} />}
          onClick={() => {
            if (picture.current !== null)
              saveFile("what-if.svg", "image/svg+xml", standalone(picture.current));
          }}
        >
          {t("whatif.saveSvg")}
        </Button>
      </div>
      <svg
        ref={picture}
        className={styles["plot"]}
        viewBox={`0 0 ${plot.width} ${plot.height}`}
        role="img"
        aria-label={t("whatif.plotLabel", { measure: t(`whatif.${measure}`) })}
      >
        {plot.levels.map(({ value, y }) => (
          <g key={value}>
            <line className={styles["rule"]} x1={plot.left} x2={plot.width - plot.right} y1={y} y2={y} />
            <text className={styles["tick"]} x={plot.left - 8} y={y + 4} textAnchor="end">
              {words(value)}
            </text>
          </g>
        ))}
        {plot.hours.map(({ at, x }) => (
          <text key={at} className={styles["tick"]} x={x} y={plot.height - 6} textAnchor="middle">
            {timeOf(at)}
          </text>
        ))}
        {WAYS.map((way) => (
          <path key={way} className={styles[way]} d={pathOf(plot, lines[way], measure)} />
        ))}
        {rows.map(({ from_s }) => (
          <rect
            key={from_s}
            className={styles["hover"]}
            x={plot.x(from_s)}
            y={plot.top}
            width={plot.step}
            height={plot.height - plot.top - plot.bottom}
          >
            <title>
              {`${timeOf(from_s)}\n${WAYS.map((way) => `${t(`whatif.${way}`)}: ${words(at(lines[way], from_s)?.[measure])}`).join("\n")}`}
            </title>
          </rect>
        ))}
      </svg>
      <details className={styles["details"]}>
        <summary>{t("whatif.asTable")}</summary>
        <table className={styles["figures"]}>
          <thead>
            <tr>
              <th scope="col">{t("whatif.halfHour")}</th>
              <th scope="col">{t("whatif.offered")}</th>
              {WAYS.map((way) => (
                <th key={way} scope="col">
                  {t(`whatif.${way}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ from_s, offered }) => (
              <tr key={from_s}>
                <th scope="row">{timeOf(from_s)}</th>
                <td>{format.number(offered)}</td>
                {WAYS.map((way) => (
                  <td key={way}>{words(at(lines[way], from_s)?.[measure])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}

function at(points: Points, from: number): Points[number] | undefined {
  return points.find(({ from_s }) => from_s === from);
}
