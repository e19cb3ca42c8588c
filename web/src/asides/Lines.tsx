import { useText } from "@/i18n/TextProvider";
import { useMe } from "@/app/session";
import type { Aside } from "./data";
import styles from "./asides.module.css";

/** Who wrote what, and when. */
export function Lines({ aside }: { aside: Aside }) {
  const { t, format } = useText();
  const { user_id: userId } = useMe();
  return (
    <ol className={styles["lines"]}>
      {aside.lines.map((line) => (
        <li key={line.line_id} data-mine={line.user_id === userId || undefined}>
          <span className="sm t2">
            <b>{line.author ?? t("aside.somebody")}</b> · {format.timeWithSeconds(line.at)}
          </span>
          <p>{line.text ?? <span className="t3">{t("aside.erased")}</span>}</p>
        </li>
      ))}
    </ol>
  );
}
