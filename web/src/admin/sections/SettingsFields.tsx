import { Select } from "@mantine/core";
import { useMemo } from "react";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/language";
import { useText } from "@/i18n/TextProvider";
import type { WorkspaceSettings } from "@/protocol/configuration";
import { ChoiceField, NumberField, SwitchField, TextField } from "../kit/fields";
import type { Form } from "../kit/form";
import { SettingsPart } from "./SettingsParts";
import { isPriced, PRICES, Unpriced } from "./Unpriced";
import styles from "../admin.module.css";

export type SettingsDraft = Omit<WorkspaceSettings, "version">;

/** Every setting of the workspace, under the part that it belongs to. */
export function SettingsFields({ form }: { form: Form<SettingsDraft> }) {
  const { t } = useText();
  const zones = useMemo(() => Intl.supportedValuesOf("timeZone"), []);
  return (
    <>
      <SettingsPart part="time">
        <Select
          label={t("label.zone")}
          description={t("admin.zoneHint")}
          data={zones.includes(form.draft.zone) ? zones : [form.draft.zone, ...zones]}
          value={form.draft.zone}
          searchable
          limit={60}
          onChange={(zone) => {
            if (zone !== null) form.set("zone", zone);
          }}
          error={form.fault("zone")}
        />
        <ChoiceField
          form={form}
          name="language"
          label={t("label.language")}
          hint={t("admin.languageHint")}
          choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        />
      </SettingsPart>
      <SettingsPart part="agents">
        <NumberField
          form={form}
          name="misses_limit"
          label={t("label.misses_limit")}
          hint={t("admin.missesHint")}
          min={1}
          max={20}
        />
        <NumberField
          form={form}
          name="lost_leg_grace_s"
          label={t("label.lost_leg_grace_s")}
          hint={t("admin.lostLegHint")}
          min={5}
          max={120}
          unit={t("admin.second")}
        />
        <NumberField
          form={form}
          name="phone_away_grace_s"
          label={t("label.phone_away_grace_s")}
          hint={t("admin.phoneAwayHint")}
          min={5}
          max={600}
          unit={t("admin.second")}
        />
        <ChoiceField
          form={form}
          name="shift_check"
          label={t("label.shift_check")}
          choices={(["off", "offered", "required"] as const).map((value) => ({
            value,
            label: t(`check.${value}`),
          }))}
        />
        <SwitchField
          form={form}
          name="show_listening"
          label={t("label.show_listening")}
          hint={t("admin.showListeningHint")}
        />
      </SettingsPart>
      <SettingsPart part="breathers">
        <div className={styles["pair"]}>
          <NumberField
            form={form}
            name="breather_after"
            label={t("label.breather_after")}
            hint={t("admin.noneAtZero")}
            min={0}
            max={100}
          />
          <NumberField
            form={form}
            name="breather_s"
            label={t("label.breather_s")}
            min={10}
            max={3600}
            unit={t("admin.second")}
          />
        </div>
        <div className={styles["pair"]}>
          <NumberField
            form={form}
            name="occupancy_cap_percent"
            label={t("label.occupancy_cap_percent")}
            hint={t("admin.noneAtZero")}
            min={0}
            max={100}
            unit="%"
          />
          <NumberField
            form={form}
            name="occupancy_window_s"
            label={t("limits.window")}
            min={300}
            max={28_800}
            unit={t("admin.second")}
          />
        </div>
        <SwitchField
          form={form}
          name="breather_may_end"
          label={t("label.breather_may_end")}
          hint={t("admin.limitsHint")}
        />
      </SettingsPart>
      <SettingsPart part="incoming">
        <NumberField
          form={form}
          name="max_calls"
          label={t("label.max_calls")}
          hint={t("admin.maxCallsHint")}
          min={1}
          max={10_000}
        />
        <ChoiceField
          form={form}
          name="caller_choice"
          label={t("label.caller_choice")}
          hint={t(`admin.callerChoiceHint_${form.draft.caller_choice}`)}
          choices={(["oldest", "ratio", "cost_rate"] as const).map((value) => ({
            value,
            label: t(`admin.callerChoice_${value}`),
          }))}
        />
      </SettingsPart>
      <SettingsPart part="callbacks">
        <div className={styles["pair"]}>
          <NumberField
            form={form}
            name="callbacks_at_once"
            label={t("label.callbacks_at_once")}
            min={0}
            max={1000}
          />
          <NumberField
            form={form}
            name="callbacks_per_day"
            label={t("label.callbacks_per_day")}
            min={0}
            max={100000}
          />
        </div>
        <div className={styles["pair"]}>
          <NumberField
            form={form}
            name="callbacks_per_number"
            label={t("label.callbacks_per_number")}
            min={1}
            max={100}
          />
          <NumberField
            form={form}
            name="callbacks_per_second"
            label={t("label.callbacks_per_second")}
            min={1}
            max={100}
          />
        </div>
      </SettingsPart>
      <SettingsPart part="outgoing">
        <TextField
          form={form}
          name="callback_prefixes"
          label={t("label.callback_prefixes")}
          hint={t("admin.callbackPrefixesHint")}
          placeholder="+48 +49"
        />
        <div className={styles["pair"]}>
          <NumberField
            form={form}
            name="outgoing_at_once"
            label={t("label.outgoing_at_once")}
            min={0}
            max={10_000}
          />
          <NumberField
            form={form}
            name="outgoing_per_second"
            label={t("label.outgoing_per_second")}
            min={1}
            max={100}
          />
        </div>
        <div className={styles["pair"]}>
          <NumberField
            form={form}
            name="outgoing_per_agent"
            label={t("label.outgoing_per_agent")}
            min={0}
            max={10_000}
          />
          <NumberField
            form={form}
            name="outgoing_longest_s"
            label={t("label.outgoing_longest_s")}
            hint={t("admin.noneAtZero")}
            min={0}
            max={86_400}
            unit={t("admin.second")}
          />
        </div>
        <NumberField
          form={form}
          name="outgoing_spend_per_day"
          label={t("label.outgoing_spend_per_day")}
          hint={t("admin.noneAtZero")}
          min={0}
          max={1_000_000}
        />
        {form.draft.outgoing_spend_per_day > 0 && !isPriced(form.draft.outgoing_prices) && <Unpriced />}
        <TextField
          form={form}
          name="outgoing_prices"
          id={PRICES}
          label={t("label.outgoing_prices")}
          hint={t("admin.pricesHint")}
          placeholder="+48 0.05, +49 0.2"
        />
      </SettingsPart>
    </>
  );
}
