import { useText } from "@/i18n/TextProvider";
import type { Queue } from "@/protocol/configuration";
import type { QueueDraft } from "../sections/Queues";
import { NumberField, SwitchField, TextField } from "../kit/fields";
import type { Form } from "../kit/form";

/** What a queue does for callers who are left alone: on hold, parked, cut off. */
export interface CareDraft {
  guards_hold: boolean;
  hold_limit_s: number;
  park_s: number;
  cut_off: boolean;
  offers_messages: boolean;
  /** The wire has seconds. */
  message_target_min: number;
  messages_to: string;
}

/** A queue's as the form has it; null for a new one. */
export function careDraft(care: Queue["care"] | null): CareDraft {
  return {
    guards_hold: care?.hold_limit_s != null,
    hold_limit_s: care?.hold_limit_s ?? 120,
    park_s: care?.park_s ?? 120,
    cut_off: care?.cut_off ?? false,
    offers_messages: care?.offers_messages ?? false,
    message_target_min: Math.round((care?.message_target_s ?? 3600) / 60),
    messages_to: care?.messages_to ?? "",
  };
}

/** As the wire has it. */
export function careOf(draft: CareDraft): Queue["care"] {
  return {
    hold_limit_s: draft.guards_hold ? draft.hold_limit_s : null,
    park_s: draft.park_s,
    cut_off: draft.cut_off,
    offers_messages: draft.offers_messages,
    message_target_s: draft.message_target_min * 60,
    messages_to: draft.messages_to,
  };
}

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
