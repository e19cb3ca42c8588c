import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useText } from "@/i18n/TextProvider";
import type { AskedField } from "@/protocol/resources";
import type { FieldValue } from "./writer";

/** A letter or two and Enter choose: without the mark at opening, Enter after one letter chooses nothing. */
const KEYS = {
  openOnFocus: false,
  selectFirstOptionOnChange: true,
  selectFirstOptionOnDropdownOpen: true,
  allowDeselect: false,
} as const;

/** As much as the server takes. */
const LONGEST = 1000;

interface Props {
  field: AskedField;
  value: FieldValue | null;
  onChange: (value: FieldValue | null) => void;
  error: string | undefined;
}

/** A field of any kind but a card's. */
export function Field({ field, value, onChange, error }: Props) {
  const { t } = useText();
  const shared = { label: field.label, withAsterisk: field.required, required: field.required, error };
  const text = typeof value === "string" ? value : "";
  switch (field.kind) {
    case "number":
      return <NumberText {...{ field, value, onChange, error }} />;
    case "date":
      return (
        <TextInput
          {...shared}
          type="date"
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      );
    case "choice":
      return (
        <Select
          {...shared}
          data={field.choices.includes(text) || text === "" ? field.choices : [...field.choices, text]}
          value={text === "" ? null : text}
          onChange={onChange}
          searchable
          clearable
          {...KEYS}
          nothingFoundMessage={t("form.noChoice")}
        />
      );
    case "yes_no":
      return (
        <Select
          {...shared}
          data={[
            { value: "yes", label: t("form.yes") },
            { value: "no", label: t("form.no") },
          ]}
          value={typeof value === "boolean" ? (value ? "yes" : "no") : null}
          onChange={(chosen) => onChange(chosen === null ? null : chosen === "yes")}
          searchable
          clearable
          {...KEYS}
        />
      );
    default:
      return (
        <TextInput
          {...shared}
          autoComplete="off"
          maxLength={LONGEST}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      );
  }
}

/** A number as people write it, with a comma or a point; what is none stays in the field and is not kept. */
function NumberText({ field, value, onChange, error }: Props) {
  const { t, format } = useText();
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (typeof value === "number" ? format.plainNumber(value) : "");
  const wrong = typed !== undefined && typed.trim() !== "" && numberIn(typed) === undefined;
  return (
    <TextInput
      label={field.label}
      withAsterisk={field.required}
      required={field.required}
      inputMode="decimal"
      autoComplete="off"
      value={shown}
      error={wrong ? t("field.form_no_number") : error}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const number = numberIn(text);
        if (number !== undefined) onChange(number);
        else if (text.trim() === "") onChange(null);
      }}
      onBlur={() => {
        if (!wrong) setTyped(undefined);
      }}
    />
  );
}

export function numberIn(text: string): number | undefined {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  if (!/^[-−]?\d{1,15}(\.\d{1,6})?$/.test(plain)) return undefined;
  return Number(plain.replace("−", "-"));
}
