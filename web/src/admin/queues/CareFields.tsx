import { useText } from "@/i18n/TextProvider";
import { NumberField, SwitchField, TextField } from "../kit/fields";
import type { Form } from "../kit/form";
import type { QueueDraft } from "./draft";

export function CareFields({ form }: { form: Form<QueueDraft> }) {
  const { t } = useText();
  return (
    <>
      <SwitchField
        form={form}
        name="guards_hold"
        label={t("admin.holdLimitOn")}
        hint={t("admin.holdLimitHint")}
      />
      {form.draft.guards_hold && (
        <NumberField
          form={form}
          name="hold_limit_s"
          label={t("admin.holdLimit")}
          min={10}
          max={3600}
          unit={t("admin.second")}
        />
      )}
      <NumberField
        form={form}
        name="park_s"
        label={t("admin.park")}
        min={10}
        max={1800}
        unit={t("admin.second")}
      />
      <SwitchField form={form} name="cut_off" label={t("admin.cutOff")} hint={t("admin.cutOffHint")} />
      <SwitchField
        form={form}
        name="offers_messages"
        label={t("admin.offersMessages")}
        hint={t("admin.offersMessagesHint")}
      />
      {form.draft.offers_messages && (
        <NumberField
          form={form}
          name="message_target_min"
          label={t("admin.messageTarget")}
          min={1}
          max={10_080}
          unit={t("admin.minute")}
        />
      )}
      <TextField
        form={form}
        name="messages_to"
        label={t("admin.messagesTo")}
        hint={t("admin.messagesToHint")}
      />
    </>
  );
}
