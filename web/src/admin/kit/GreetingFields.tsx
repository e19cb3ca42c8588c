import { Input, Textarea } from "@mantine/core";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/language";
import { useText } from "@/i18n/TextProvider";
import styles from "../admin.module.css";

export type Greetings = Readonly<Record<string, string>>;

interface Props {
  /** By language; an empty text is none. */
  value: Greetings;
  onChange: (value: Greetings) => void;
  error?: string | undefined;
}

/** The texts that there are, each on one line, as they are sent. */
export function greetingsOf(typed: Greetings): Record<string, string> {
  const texts = Object.entries(typed).map(
    ([language, text]) => [language, text.replace(/\s+/g, " ").trim()] as const,
  );
  return Object.fromEntries(texts.filter(([, text]) => text !== ""));
}

/** What an agent says first when it answers, in each language that callers are spoken to in. */
export function GreetingFields({ value, onChange, error }: Props) {
  const { t } = useText();
  return (
    <Input.Wrapper
      label={t("label.greetings")}
      description={t("admin.greetingsHint")}
      error={error}
      labelElement="div"
    >
      <div role="group" aria-label={t("label.greetings")} className={styles["stack"]}>
        {LANGUAGES.map((language) => (
          <Textarea
            key={language}
            label={LANGUAGE_NAMES[language]}
            lang={language}
            autosize
            minRows={1}
            maxLength={400}
            value={value[language] ?? ""}
            onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
          />
        ))}
      </div>
    </Input.Wrapper>
  );
}
