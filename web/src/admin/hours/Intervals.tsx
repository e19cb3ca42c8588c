import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useText } from "@/i18n/TextProvider";
import type { OpenInterval } from "@/protocol/configuration";
import { ClockField } from "@/ui";
import { nextInterval, overlaps, overnight } from "./week";
import styles from "./hours.module.css";

interface Props {
  /** Whose hours: "Monday", "24 Dec". */
  label: string;
  value: readonly OpenInterval[];
  onChange: (value: OpenInterval[]) => void;
  closedWord: string;
}

/** The times a day is open; none means closed. */
export function Intervals({ label, value, onChange, closedWord }: Props) {
  const { t } = useText();
  const put = (index: number, change: Partial<OpenInterval>) =>
    onChange(value.map((one, at) => (at === index ? { ...one, ...change } : one)));
  return (
    <div className={styles["intervals"]} role="group" aria-label={label}>
      {value.length === 0 && <span className="t2">{closedWord}</span>}
      {value.map((interval, index) => (
        <span key={index} className={styles["interval"]}>
          <ClockField
            label={t("hours.opens")}
            value={interval.opens}
            onChange={(opens) => put(index, { opens })}
          />
          –
          <ClockField
            label={t("hours.closes")}
            value={interval.closes}
            onChange={(closes) => put(index, { closes })}
          />
          {overnight(interval) && <span className="t2 sm nw">{t("hours.nextDay")}</span>}
          <ActionIcon
            aria-label={t("hours.removeInterval")}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <IconX size={14} />
          </ActionIcon>
        </span>
      ))}
      <Button
        size="sm"
        variant="subtle"
        leftSection={<IconPlus size={13} />}
        onClick={() => onChange([...value, nextInterval(value)])}
      >
        {t("hours.add")}
      </Button>
      {overlaps(value) && (
        <span className={styles["fault"]} role="alert">
          {t("hours.overlap")}
        </span>
      )}
    </div>
  );
}
