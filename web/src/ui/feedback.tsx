import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useText } from "@/i18n/TextProvider";
import { StateMark } from "./StateMark";
import styles from "./ui.module.css";

/** An empty list: one sentence, and the next step. */
export function EmptyState({ children, action }: { children: React.ReactNode; action?: React.ReactNode }) {
  return (
    <div className={styles["empty"]}>
      <p>{children}</p>
      {action}
    </div>
  );
}

interface ErrorProps {
  /** What happened. */
  title: string;
  /** What is safe, what to do. */
  children?: React.ReactNode;
  /** The code and its facts, for whoever helps; behind "Details". */
  detail?: string | undefined;
  onRetry?: (() => void) | undefined;
}

/** An error says what happened, what is safe and what to do; codes stand under "Details". */
export function ErrorState({ title, children, detail, onRetry }: ErrorProps) {
  const { t } = useText();
  return (
    <div className={styles["fault"]} role="alert">
      <StateMark state="over" size={14} silent />
      <b>{title}</b>
      {children !== undefined && <div>{children}</div>}
      {detail !== undefined && (
        <details>
          <summary>{t("common.details")}</summary>
          {detail}
        </details>
      )}
      {onRetry !== undefined && (
        <div>
          <Button size="sm" onClick={onRetry}>
            {t("common.tryAgain")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Grey lines where content will stand; only after 300 ms, so that quick answers do not flicker. */
export function Loading({ lines = 4 }: { lines?: number }) {
  const { t } = useText();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div role="status" aria-label={t("common.loading")} className="col pad" style={{ gap: 12 }}>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={styles["skeleton"]} style={{ width: `${90 - ((line * 17) % 45)}%` }} />
      ))}
    </div>
  );
}
