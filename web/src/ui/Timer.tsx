import { useSyncExternalStore } from "react";
import { useText } from "@/i18n/TextProvider";
import { currentSecond, subscribeSecond } from "./clock";
import { StateMark } from "./StateMark";
import type { StateName } from "./theme/theme";

/** The server's time in milliseconds, renewed once a second. */
export function useSecond(): number {
  return useSyncExternalStore(subscribeSecond, currentSecond) * 1000;
}

interface TimerProps {
  /** ISO moment the count began at. */
  since: string;
  className?: string;
}

/** Time since a moment, as 0:38 or "1 h 28 m"; replaced in place once a second, silent for screen readers. */
export function Timer({ since, className }: TimerProps) {
  const { format } = useText();
  const now = useSecond();
  return (
    <span role="timer" aria-live="off" className={`num ${className ?? ""}`}>
      {format.span(now - Math.floor(Date.parse(since) / 1000) * 1000)}
    </span>
  );
}

/** Time left until a moment; stops at 0:00. */
export function CountDown({ until, className }: { until: string; className?: string }) {
  const { format } = useText();
  const now = useSecond();
  return (
    <span role="timer" aria-live="off" className={`num ${className ?? ""}`}>
      {format.span(Math.ceil(Date.parse(until) / 1000) * 1000 - now)}
    </span>
  );
}

interface Limits {
  /** From here on "near", seconds. */
  nearSeconds: number;
  /** From here on "over", seconds. */
  overSeconds: number;
}

/** Where a waiting time stands against its target. */
export function level(
  seconds: number,
  { nearSeconds, overSeconds }: Limits,
): Extract<StateName, "within" | "near" | "over"> {
  if (seconds >= overSeconds) return "over";
  return seconds >= nearSeconds ? "near" : "within";
}

/** A waiting time with its level's shape and colour: tick, triangle, octagon. */
export function LevelTimer({ since, limits }: { since: string; limits: Limits }) {
  const { format } = useText();
  const waited = useSecond() - Date.parse(since);
  const state = level(waited / 1000, limits);
  return (
    <span className="row nw num" style={{ color: `var(--${state}-text)`, gap: 6 }}>
      <StateMark state={state} />
      {format.span(waited)}
    </span>
  );
}
