import { Button, SegmentedControl } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { Link } from "react-router";
import { useText } from "@/i18n/TextProvider";
import type { FlowDocument } from "@/protocol/configuration";
import { Chip, Key, State } from "@/ui";
import type { History } from "./history";
import type { Saving } from "./useDraft";
import type { Period } from "./useTraffic";
import styles from "./drawing.module.css";

interface Props {
  name: string;
  /** The published version; 0: none. */
  version: number;
  changes: number;
  saving: Saving;
  period: Period;
  onPeriod: (period: Period) => void;
  history: History<FlowDocument>;
  mayPublish: boolean;
  publishing: boolean;
  onPublish: () => void;
}

/** The bar above the drawing: what it is, how far it is saved, and what is done with the whole. */
export function Toolbar(props: Props) {
  const { name, version, changes, saving, period, onPeriod, history, mayPublish, publishing, onPublish } =
    props;
  const { t } = useText();
  return (
    <header className={styles["bar"]}>
      <Link to="/admin/flows">{t("admin.flows")}</Link> /<h1 className="el">{name}</h1>
      {version > 0 && <Chip>{t("drawing.liveVersion", { n: version })}</Chip>}
      {changes > 0 && <Chip>{t("drawing.changes", { n: changes })}</Chip>}
      <SavingMark saving={saving} />
      <span className="sp" />
      <SegmentedControl
        aria-label={t("drawing.counts")}
        value={period}
        onChange={(value) => onPeriod(value)}
        data={[
          { value: "off", label: t("drawing.countsOff") },
          { value: "today", label: t("drawing.countsToday") },
          { value: "week", label: t("drawing.countsWeek") },
        ]}
      />
      <Button
        aria-label={t("drawing.undo")}
        title={t("drawing.undo")}
        disabled={!history.canUndo}
        onClick={history.undo}
      >
        <IconArrowBackUp size={16} />
      </Button>
      <Button
        aria-label={t("drawing.redo")}
        title={t("drawing.redo")}
        disabled={!history.canRedo}
        onClick={history.redo}
      >
        <IconArrowForwardUp size={16} />
      </Button>
      <Button variant="filled" loading={publishing} disabled={!mayPublish} onClick={onPublish}>
        {t("flow.publish", { n: version + 1 })} <Key>Ctrl S</Key>
      </Button>
    </header>
  );
}

function SavingMark({ saving }: { saving: Saving }) {
  const { t } = useText();
  return (
    <span aria-live="polite" className="sm">
      {saving === "failed" ? (
        <State state="over">{t("drawing.saving_failed")}</State>
      ) : (
        <span className="t2">{t(`drawing.saving_${saving}`)}</span>
      )}
    </span>
  );
}
