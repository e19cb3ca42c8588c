import { Button } from "@mantine/core";
import { useText } from "@/i18n/TextProvider";
import { State } from "@/ui";
import { useFieldNames, type Clash } from "./form";
import styles from "../admin.module.css";

interface Props {
  clash: Clash;
  onMine: () => void;
  onTheirs: () => void;
}

/** Somebody was quicker: what they changed, and the two ways on. */
export function Conflict({ clash: { theirs, both }, onMine, onTheirs }: Props) {
  const { t } = useText();
  const names = useFieldNames();
  return (
    <div className={styles["conflict"]} role="alert">
      <State state="near">{t("admin.conflict")}</State>
      <p>
        {theirs.length === 0
          ? t("admin.conflictNothing")
          : t("admin.conflictFields", { fields: names(theirs) })}
      </p>
      {both.length > 0 && <p>{t("admin.conflictBoth", { fields: names(both) })}</p>}
      <div className="row">
        <Button size="sm" onClick={onMine}>
          {t("admin.conflictMine")}
        </Button>
        <Button size="sm" variant="subtle" onClick={onTheirs}>
          {t("admin.conflictTheirs")}
        </Button>
      </div>
    </div>
  );
}
