import { useText } from "@/i18n/TextProvider";
import type { TextKey } from "@/i18n/catalogue";
import type { StateName } from "./theme/theme";
import styles from "./StateMark.module.css";

/** The silhouettes of look.md, drawn on 12 × 12. Nobody else draws a state. */
const SHAPES: Record<StateName, string> = {
  ready: "M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1z",
  offered:
    "M6 .5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zm0 1.6a3.9 3.9 0 1 0 0 7.8 3.9 3.9 0 0 0 0-7.8zM6 3.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z",
  talking:
    "M2.2.8h7.6A1.7 1.7 0 0 1 11.5 2.5v4.6A1.7 1.7 0 0 1 9.8 8.8H6.2L3 11.7V8.8h-.8A1.7 1.7 0 0 1 .5 7.1V2.5A1.7 1.7 0 0 1 2.2.8z",
  hold: "M2.5 1h1.4a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H2.5a1 1 0 0 1-1-1V2a1 1 0 0 1 1-1zM8.1 1h1.4a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H8.1a1 1 0 0 1-1-1V2a1 1 0 0 1 1-1z",
  wrapup: "M.6 11.4l.9-3.5L8 1.4a1.3 1.3 0 0 1 1.8 0l.8.8a1.3 1.3 0 0 1 0 1.8L4.1 10.5z",
  notready: "M6 .5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM3 5v2h6V5z",
  offline: "M6 .8a5.2 5.2 0 1 1 0 10.4A5.2 5.2 0 0 1 6 .8zm0 1.7a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
  within: "M4.6 10.3L.8 6.5l1.5-1.5 2.3 2.3L9.7 2.2l1.5 1.5z",
  near: "M6 .6c.4 0 .7.2.9.5l4.8 8.6c.4.7-.1 1.6-.9 1.6H1.2c-.8 0-1.3-.9-.9-1.6L5.1 1.1C5.3.8 5.6.6 6 .6zM5.3 4v3.4h1.4V4zm0 4.4v1.4h1.4V8.4z",
  over: "M3.6.4h4.8l3.2 3.2v4.8l-3.2 3.2H3.6L.4 8.4V3.6zM5.2 2.6v4h1.6v-4zm0 5v1.6h1.6V7.6z",
};

interface MarkProps {
  state: StateName;
  /** Pixels; 11 beside text. */
  size?: number;
  /** The word stands beside it already: then the mark is silent for screen readers. */
  silent?: boolean;
}

/** The shape of a state in its colour, with the state's word as its accessible name. */
export function StateMark({ state, size = 11, silent = false }: MarkProps) {
  const { t } = useText();
  const name = silent ? { "aria-hidden": true } : { role: "img", "aria-label": t(stateKey(state)) };
  return (
    <svg
      className={styles["mark"]}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      style={{ fill: `var(--${state})` }}
      {...name}
    >
      <path fillRule="evenodd" d={SHAPES[state]} />
    </svg>
  );
}

interface StateProps {
  state: StateName;
  /** Instead of the state's own word: "Chat offered", "0:48". */
  children?: React.ReactNode;
  /** In headers: on the state's soft ground. */
  pill?: boolean;
}

/** Shape and word together. A figure given as children keeps the state's word for screen readers. */
export function State({ state, children, pill = false }: StateProps) {
  const { t } = useText();
  const word = t(stateKey(state));
  const ground = pill ? { background: `var(--${state}-soft)` } : {};
  return (
    <span
      className={`${styles["state"] ?? ""} ${pill ? (styles["pill"] ?? "") : ""}`}
      style={{ color: `var(--${state}-text)`, ...ground }}
    >
      <StateMark state={state} silent={children === undefined} />
      <span className="el">{children ?? word}</span>
    </span>
  );
}

export function stateKey(state: StateName): TextKey {
  return `state.${state}`;
}
