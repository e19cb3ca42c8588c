import { Checkbox, Input, NumberInput, Select } from "@mantine/core";
import { useText } from "@/i18n/TextProvider";
import type { WorkLimits } from "@/protocol/configuration";
import styles from "../admin.module.css";
import { Counted } from "./Counted";

interface Props {
  /** Null: those of `above` hold. */
  value: WorkLimits | null;
  onChange: (limits: WorkLimits | null) => void;
  /** The words for whose limits hold where there are none of one's own. */
  above: string;
  error?: string | undefined;
}

const NONE: WorkLimits = {
  breather_after: null,
  breather_s: 60,
  occupancy_cap: null,
  window_s: 1800,
  may_end: true,
};

/** What protects agents: a breather after so many calls, and how much of the time they may be busy. */
export function Limits({ value, onChange, above, error }: Props) {
  const { t } = useText();
  return (
    <Input.Wrapper label={t("label.limits")} error={error} labelElement="div">
      <div role="group" aria-label={t("label.limits")} className={styles["levels"]}>
        <Select
          aria-label={t("label.limits")}
          data={[
            { value: "above", label: above },
            { value: "own", label: t("limits.own") },
          ]}
          value={value === null ? "above" : "own"}
          allowDeselect={false}
          onChange={(chosen) => onChange(chosen === "own" ? NONE : null)}
        />
        {value !== null && <Own limits={value} onChange={(change) => onChange({ ...value, ...change })} />}
      </div>
    </Input.Wrapper>
  );
}

function Own({ limits, onChange }: { limits: WorkLimits; onChange: (change: Partial<WorkLimits>) => void }) {
  const { t } = useText();
  const cap = limits.occupancy_cap;
  return (
    <>
      <div className={styles["pair"]}>
        <NumberInput
          label={t("label.breather_after")}
          placeholder={t("limits.none")}
          min={1}
          max={100}
          allowDecimal={false}
          clampBehavior="strict"
          value={limits.breather_after ?? ""}
          onChange={(value) => onChange({ breather_after: typeof value === "number" ? value : null })}
        />
        <Counted
          label={t("label.breather_s")}
          unit={t("admin.second")}
          range={[10, 3600]}
          value={limits.breather_s}
          onChange={(breather_s) => onChange({ breather_s })}
        />
      </div>
      <div className={styles["pair"]}>
        <NumberInput
          label={t("label.occupancy_cap_percent")}
          placeholder={t("limits.none")}
          min={10}
          max={100}
          allowDecimal={false}
          clampBehavior="blur"
          suffix={"\u00a0%"}
          value={cap === null ? "" : Math.round(cap * 100)}
          onChange={(value) => onChange({ occupancy_cap: typeof value === "number" ? value / 100 : null })}
        />
        <Counted
          label={t("limits.window")}
          unit={t("admin.minute")}
          range={[5, 480]}
          value={Math.round(limits.window_s / 60)}
          onChange={(minutes) => onChange({ window_s: minutes * 60 })}
        />
      </div>
      <Checkbox
        label={t("label.breather_may_end")}
        checked={limits.may_end}
        onChange={(event) => onChange({ may_end: event.currentTarget.checked })}
      />
    </>
  );
}
