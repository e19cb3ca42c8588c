import { dayNames } from "@/i18n/days";
import { useText } from "@/i18n/TextProvider";
import type { CalendarDocument } from "@/protocol/configuration";
import { spansOf, WEEKDAYS, weekHours } from "./week";

interface Props {
  document: CalendarDocument;
  large?: boolean;
}

/** The week as seven bars of 24 hours. */
export function WeekBars({ document, large = false }: Props) {
  const { t, format, language } = useText();
  const row = large ? 18 : 2.5;
  const gap = large ? 4 : 1;
  const width = 288;
  const left = large ? 36 : 0;
  const height = WEEKDAYS.length * (row + gap) - gap + (large ? 16 : 0);
  const names = dayNames(language);
  return (
    <svg
      role="img"
      aria-label={t("hours.hoursPerWeek", { n: format.number(weekHours(document), 1) })}
      viewBox={`0 0 ${width + left} ${height}`}
      width={large ? width + left : 120}
      height={large ? undefined : height}
      preserveAspectRatio={large ? "xMinYMin meet" : "none"}
      style={{ display: "block", maxWidth: "100%" }}
    >
      {WEEKDAYS.map((day, index) => (
        <g key={day} transform={`translate(${left} ${index * (row + gap)})`}>
          {large && (
            <text x={-left} y={row - 5} fontSize="11" fill="var(--text-2)">
              {names[index]}
            </text>
          )}
          <rect width={width} height={row} rx="2" fill="var(--sunken)" />
          {spansOf(document, day).map(({ from, to }) => (
            <rect
              key={from}
              x={(from / 1440) * width}
              width={((to - from) / 1440) * width}
              height={row}
              rx="2"
              fill="var(--text-2)"
            />
          ))}
        </g>
      ))}
      {large &&
        [0, 6, 12, 18, 24].map((hour) => (
          <text
            key={hour}
            x={left + (hour / 24) * width}
            y={height - 3}
            fontSize="10"
            fill="var(--text-3)"
            textAnchor={hour === 0 ? "start" : hour === 24 ? "end" : "middle"}
          >
            {hour}
          </text>
        ))}
    </svg>
  );
}
