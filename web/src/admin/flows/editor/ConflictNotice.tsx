import { Button } from "@mantine/core";
import { useState } from "react";
import { useText } from "@/i18n/TextProvider";
import type { FlowDocument } from "@/protocol/configuration";
import { State } from "@/ui";
import { Compare } from "./Compare";
import { merged } from "./merge";
import type { Conflict } from "./useDraft";
import styles from "./drawing.module.css";

interface Props {
  conflict: Conflict;
  mine: FlowDocument;
  onSolve: (how: "merge" | "mine" | "theirs") => void;
}

/** Two drew one flow: who was quicker, what differs, and the ways on. Each can be undone. */
export function ConflictNotice({ conflict, mine, onSolve }: Props) {
  const { t } = useText();
  const [comparing, setComparing] = useState(false);
  const { from, theirs } = conflict;
  const { both } = merged(from, mine, theirs.document);
  return (
    <div className={styles["notice"]} role="alert">
      <State state="near">{t("drawing.conflict", { name: theirs.savedBy ?? t("drawing.somebody") })}</State>
      <p>
        {both.length === 0
          ? t("drawing.conflictApart")
          : t("drawing.conflictBoth", { n: both.length, steps: both.slice(0, 5).join(", ") })}
      </p>
      <div className="row">
        <Button size="sm" variant="filled" onClick={() => onSolve("merge")}>
          {t("drawing.conflictMerge")}
        </Button>
        <Button size="sm" onClick={() => onSolve("theirs")}>
          {t("drawing.conflictTheirs")}
        </Button>
        <Button size="sm" onClick={() => onSolve("mine")}>
          {t("drawing.conflictMine")}
        </Button>
        <Button size="sm" variant="subtle" onClick={() => setComparing(true)}>
          {t("drawing.compare")}
        </Button>
      </div>
      {comparing && (
        <Compare
          from={theirs.document}
          to={mine}
          titles={[theirs.savedBy ?? t("drawing.theirs"), t("drawing.mine")]}
          onClose={() => setComparing(false)}
        />
      )}
    </div>
  );
}
