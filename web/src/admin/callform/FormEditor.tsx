import { ActionIcon, Button, Checkbox, Input, Select, Textarea, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/language";
import { useText } from "@/i18n/TextProvider";
import { blankField, KINDS, moved, MOST_FIELDS, type FormField } from "./fields";
import styles from "./editor.module.css";

interface Props {
  form: readonly FormField[];
  onChange: (form: FormField[]) => void;
  error: string | undefined;
}

/** What agents fill in during a project's calls: the fields in their order. */
export function FormEditor({ form, onChange, error }: Props) {
  const { t } = useText();
  const put = (index: number, change: Partial<FormField>) =>
    onChange(form.map((field, at) => (at === index ? { ...field, ...change } : field)));
  return (
    <Input.Wrapper
      label={t("label.form")}
      description={t("form.editorHint")}
      error={error}
      labelElement="div"
    >
      <div role="group" aria-label={t("label.form")} className={styles["editor"]}>
        {form.map((field, index) => (
          // Two fields may have one name while it is being typed.
          <fieldset key={index} className={styles["field"]}>
            <legend className="unseen">{t("form.fieldN", { n: index + 1 })}</legend>
            <div className="row">
              <b>{t("form.fieldN", { n: index + 1 })}</b>
              <span className="sp" />
              <ActionIcon
                aria-label={t("form.up", { n: index + 1 })}
                disabled={index === 0}
                onClick={() => onChange(moved(form, index, index - 1))}
              >
                <IconArrowUp size={15} />
              </ActionIcon>
              <ActionIcon
                aria-label={t("form.down", { n: index + 1 })}
                disabled={index === form.length - 1}
                onClick={() => onChange(moved(form, index, index + 1))}
              >
                <IconArrowDown size={15} />
              </ActionIcon>
              <ActionIcon
                aria-label={t("form.removeField", { n: index + 1 })}
                onClick={() => onChange(form.filter((_, at) => at !== index))}
              >
                <IconX size={15} />
              </ActionIcon>
            </div>
            <OneField
              field={field}
              onChange={(change) => put(index, change)}
              error={error !== undefined && field.label.trim() === "" ? t("field.missing") : undefined}
            />
          </fieldset>
        ))}
        <div>
          <Button
            size="sm"
            leftSection={<IconPlus size={14} />}
            disabled={form.length >= MOST_FIELDS}
            onClick={() => onChange([...form, blankField(form)])}
          >
            {t("form.addField")}
          </Button>
        </div>
      </div>
    </Input.Wrapper>
  );
}

interface FieldProps {
  field: FormField;
  onChange: (change: Partial<FormField>) => void;
  error: string | undefined;
}

function OneField({ field, onChange, error }: FieldProps) {
  const { t } = useText();
  return (
    <>
      <div className={styles["parts"]}>
        <TextInput
          label={t("form.label")}
          value={field.label}
          maxLength={120}
          error={error}
          onChange={(event) => onChange({ label: event.currentTarget.value })}
        />
        <Select
          label={t("form.kind")}
          description={field.kind === "card" ? t("form.cardExplained") : undefined}
          data={KINDS.map((kind) => ({ value: kind, label: t(`form.kind_${kind}`) }))}
          value={field.kind}
          allowDeselect={false}
          onChange={(chosen) => {
            const kind = KINDS.find((each) => each === chosen);
            if (kind !== undefined) onChange({ kind });
          }}
        />
      </div>
      {field.kind === "choice" && (
        <Textarea
          label={t("form.choices")}
          autosize
          minRows={3}
          maxRows={10}
          value={field.choices.join("\n")}
          onChange={(event) => onChange({ choices: event.currentTarget.value.split("\n") })}
        />
      )}
      <Checkbox
        label={t("form.required")}
        checked={field.required}
        onChange={(event) => onChange({ required: event.currentTarget.checked })}
      />
      <div className={styles["parts"]}>
        {LANGUAGES.map((language) => (
          <TextInput
            key={language}
            label={t("form.labelIn", { language: LANGUAGE_NAMES[language] })}
            placeholder={field.label}
            maxLength={120}
            value={field.labels[language] ?? ""}
            onChange={(event) =>
              onChange({ labels: { ...field.labels, [language]: event.currentTarget.value } })
            }
          />
        ))}
        <TextInput
          label={t("form.name")}
          className="mono"
          spellCheck={false}
          maxLength={40}
          value={field.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
      </div>
    </>
  );
}
