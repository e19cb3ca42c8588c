import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useText } from "@/i18n/TextProvider";
import type { Peaks } from "@/protocol/conversations";
import type { RecordingAudio } from "./player";
import { bars, strokes, tickStep, type Span } from "./waveform";
import styles from "./conversations.module.css";

interface Props {
  peaks: Peaks;
  holds: readonly Span[];
  pauses: readonly Span[];
  both: readonly Span[];
  player: RecordingAudio;
  callerName: string;
  agentName: string;
}

const LANE = 66;
const TOP = 20;
const GAP = 4;
/** Room for a telephone number, the usual name of whoever is not known yet. */
const LEFT = 118;

/** Both voices over time: the caller neutral above, the agent below, holds hatched, pauses of the recording blank. Click or arrows to go anywhere. */
export function Waveform({ peaks, holds, pauses, both, player, callerName, agentName }: Props) {
  const { t, format } = useText();
  const box = useRef<HTMLDivElement>(null);
  const width = Math.max(200, useWidth(box) - LEFT);
  const duration = Math.max(0.001, peaks.duration_ms / 1000);
  const lanes = peaks.channels.length;
  const bottom = TOP + lanes * (LANE + GAP) - GAP;
  const x = (seconds: number) => LEFT + (Math.min(duration, Math.max(0, seconds)) / duration) * width;
  const position = usePosition(player);
  // The time under the line stays within the picture at both ends.
  const label = Math.max(LEFT + 22, Math.min(LEFT + width - 22, x(position))) - x(position);

  const paths = useMemo(
    () =>
      peaks.channels.map((lane, at) =>
        strokes(bars(lane, Math.floor(width / 3)), {
          width,
          middle: TOP + at * (LANE + GAP) + LANE / 2,
          reach: LANE / 2 - 3,
        }),
      ),
    [peaks, width],
  );
  const names = lanes === 1 ? [callerName] : [callerName, agentName];

  function seekAt(event: React.MouseEvent): void {
    const left = event.currentTarget.getBoundingClientRect().left;
    player.seek(((event.clientX - left - LEFT) / width) * duration);
  }

  return (
    <div
      ref={box}
      className={styles["wave"]}
      role="slider"
      tabIndex={0}
      aria-label={t("player.position")}
      aria-valuemin={0}
      aria-valuemax={Math.round(duration)}
      aria-valuenow={Math.round(position)}
      aria-valuetext={t("player.at", { at: format.span(position * 1000), of: format.span(duration * 1000) })}
      onClick={seekAt}
      onKeyDown={(event) => {
        const step = { ArrowRight: 5, ArrowLeft: -5, PageDown: 30, PageUp: -30 }[event.key];
        if (step !== undefined) player.seek(position + step);
        else if (event.key === "Home") player.seek(0);
        else if (event.key === "End") player.seek(duration);
        else return;
        event.preventDefault();
      }}
    >
      <svg width="100%" height={bottom + 24} aria-hidden="true">
        <defs>
          <pattern id="hold" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="7" height="7" fill="var(--hold-soft)" />
            <path d="M0 0v7" stroke="var(--hold-line)" strokeWidth="3" />
          </pattern>
        </defs>
        {names.map((name, at) => (
          <g key={at}>
            <rect x={LEFT} y={TOP + at * (LANE + GAP)} width={width} height={LANE} fill="var(--bg)" />
            <text
              x="0"
              y={TOP + at * (LANE + GAP) + LANE / 2 + 4}
              fontSize="12"
              fontWeight="600"
              fill={at === 0 ? "var(--text-2)" : "var(--talking-text)"}
            >
              {name.length > 17 ? `${name.slice(0, 16)}…` : name}
            </text>
          </g>
        ))}
        {both.map(({ from, to }) => (
          <rect
            key={`both${from}`}
            x={x(from)}
            y={TOP}
            width={Math.max(1, x(to) - x(from))}
            height={bottom - TOP}
            fill="var(--near-soft)"
            stroke="var(--near)"
            strokeWidth="1"
          />
        ))}
        <g transform={`translate(${LEFT} 0)`} fill="none" strokeWidth="1.7">
          {paths.map((path, at) => (
            <path key={at} d={path} stroke={at === 0 ? "var(--text-2)" : "var(--talking)"} />
          ))}
        </g>
        {holds.map(({ from, to }) => (
          <g key={`hold${from}`}>
            <rect x={x(from)} y={TOP} width={x(to) - x(from)} height={bottom - TOP} fill="url(#hold)" />
            <path
              d={`M${x(from)} ${TOP}v${bottom - TOP}M${x(to)} ${TOP}v${bottom - TOP}`}
              stroke="var(--hold)"
            />
            <text x={x(from)} y={TOP - 6} fontSize="11.5" fontWeight="600" fill="var(--hold-text)">
              {t("player.hold", { time: format.span((to - from) * 1000) })}
            </text>
          </g>
        ))}
        {pauses.map(({ from, to }) => (
          <g key={`pause${from}`}>
            <rect
              x={x(from)}
              y={TOP}
              width={Math.max(1, x(to) - x(from))}
              height={bottom - TOP}
              fill="var(--sunken)"
              stroke="var(--line-strong)"
              strokeDasharray="4 3"
            />
            <text x={x(from)} y={TOP - 6} fontSize="11.5" fontWeight="600" fill="var(--text-2)">
              {t("player.paused", { time: format.span((to - from) * 1000) })}
            </text>
          </g>
        ))}
        <Ticks duration={duration} x={x} y={bottom} />
        <g transform={`translate(${x(position)} 0)`}>
          <path d={`M0 ${TOP - 2}V${bottom + 6}`} stroke="var(--action)" strokeWidth="2" />
          <rect x={label - 22} y={bottom + 6} width="44" height="17" rx="4" fill="var(--action)" />
          <text
            x={label}
            y={bottom + 18.5}
            fontSize="11.5"
            fontWeight="650"
            textAnchor="middle"
            fill="var(--on-action)"
          >
            {format.span(position * 1000)}
          </text>
        </g>
      </svg>
    </div>
  );
}

function Ticks({ duration, x, y }: { duration: number; x: (seconds: number) => number; y: number }) {
  const { format } = useText();
  const step = tickStep(duration);
  const ticks = Array.from({ length: Math.floor(duration / step) + 1 }, (_, at) => at * step);
  return ticks.map((tick) => (
    <g key={tick}>
      <path d={`M${x(tick)} ${y}v5`} stroke="var(--line-strong)" />
      <text
        x={x(tick)}
        y={y + 18}
        fontSize="11"
        fill="var(--text-2)"
        textAnchor={tick === 0 ? "start" : "middle"}
      >
        {format.span(tick * 1000)}
      </text>
    </g>
  ));
}

function useWidth(box: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(900);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver((entries) => {
      const next = entries[0]?.contentRect.width;
      if (next !== undefined) setWidth(next);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return width;
}

/** Where the audio is, in seconds: each frame while it plays. */
function usePosition(player: RecordingAudio): number {
  const { playing } = useSyncExternalStore(player.subscribe, player.state);
  const told = useSyncExternalStore(player.subscribe, player.position);
  const [between, setBetween] = useState<number | null>(null);
  useEffect(() => {
    if (!playing) return;
    let frame = requestAnimationFrame(follow);
    function follow(): void {
      setBetween(player.position());
      frame = requestAnimationFrame(follow);
    }
    return () => {
      cancelAnimationFrame(frame);
      setBetween(null);
    };
  }, [player, playing]);
  return between ?? told;
}
