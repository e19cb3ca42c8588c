import { useText } from "@/i18n/TextProvider";
import { ChoiceField, NumberField, SwitchField } from "../kit/fields";
import type { Form } from "../kit/form";
import { PREFERENCES, type QueueDraft } from "./draft";
import styles from "../admin.module.css";

/** Whom callers wait for before anybody else is rung, and for how long. */
export function PreferenceFields({ form }: { form: Form<QueueDraft> }) {
  const { t } = useText();
  const keys = form.draft.keys_wait;
  return (
    <>
      <ChoiceField
        form={form}
        name="prefers"
        label={t("label.prefers")}
        hint={t("admin.prefersHint")}
        none={t("admin.prefersNobody")}
        choices={PREFERENCES.map((value) => ({ value, label: t(`admin.prefers_${value}`) }))}
      />
      {form.draft.prefers !== null && (
        <>
          <SwitchField form={form} name="keys_wait" label={t("admin.keysWait")} />
          <div className={styles["pair"]}>
            <NumberField
              form={form}
              name="prefers_for_s"
              label={t("label.prefers_for_s")}
              min={1}
              max={600}
              unit={t("admin.second")}
            />
            {keys && (
              <NumberField
                form={form}
                name="prefers_for_key_s"
                label={t("label.prefers_for_key_s")}
                min={1}
                max={600}
                unit={t("admin.second")}
              />
            )}
          </div>
        </>
      )}
    </>
  );
}
