import { IconMessageQuestion } from "@tabler/icons-react";
import { useText } from "@/i18n/TextProvider";
import { Count, Timer } from "@/ui";
import type { Aside } from "./data";
import desk from "@/agent/desk.module.css";
import styles from "./asides.module.css";

interface Props {
  asides: readonly Aside[];
  open: string | undefined;
  onOpen: (asideId: string) => void;
}

/** Questions of colleagues to one's own group, in the left column of the desk. */
export function AsideList({ asides, open, onOpen }: Props) {
  const { t } = useText();
  if (asides.length === 0) return null;
  return (
    <>
      <div className={desk["section"]}>
        <h3>{t("aside.title")}</h3>
        <Count>{asides.length}</Count>
      </div>
      {asides.map((aside) => (
        <button
          key={aside.aside_id}
          type="button"
          className={`${desk["conversation"] ?? ""} ${styles["row"] ?? ""}`}
          data-state={aside.aside_id === open ? "current" : aside.unread > 0 ? "offered" : undefined}
          aria-expanded={aside.aside_id === open}
          onClick={() => onOpen(aside.aside_id)}
        >
          <IconMessageQuestion size={16} aria-hidden />
          <b className="el">{aside.asker ?? t("aside.somebody")}</b>
          <Timer since={aside.asked_at} />
          <span className={desk["line"]}>
            <span className="el">{aside.lines.at(-1)?.text ?? ""}</span>
            {aside.unread > 0 && <Unread n={aside.unread} />}
          </span>
        </button>
      ))}
    </>
  );
}

function Unread({ n }: { n: number }) {
  const { t } = useText();
  return (
    <span className={styles["unread"]} aria-label={t("aside.unread", { n })}>
      {n}
    </span>
  );
}
