import { useText } from "@/i18n/TextProvider";
import { DRAGGED } from "./Canvas";
import type { Kind, KindName } from "./kind";
import { KIND_NAMES, KINDS } from "./kinds";
import styles from "./drawing.module.css";

const GROUPS: readonly Kind["group"][] = ["say", "decide", "people", "end"];

/** The kinds of steps: dragged into the drawing, or pressed to come after the chosen step. */
export function Palette({ onAdd, frozen }: { onAdd: (kind: KindName) => void; frozen: boolean }) {
  const { t } = useText();
  return (
    <nav className={styles["palette"]} aria-label={t("drawing.palette")}>
      {GROUPS.map((group) => (
        <section key={group}>
          <h3>{t(`drawing.group_${group}`)}</h3>
          {KIND_NAMES.filter((name) => KINDS[name].group === group).map((name) => {
            const Shape = KINDS[name].icon;
            return (
              <button
                key={name}
                type="button"
                disabled={frozen}
                draggable={!frozen}
                onDragStart={(event) => event.dataTransfer.setData(DRAGGED, name)}
                onClick={() => onAdd(name)}
              >
                <Shape size={16} aria-hidden="true" />
                {t(`flow.type_${name}`)}
              </button>
            );
          })}
        </section>
      ))}
    </nav>
  );
}
