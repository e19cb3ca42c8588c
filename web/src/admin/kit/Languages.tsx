import { Input, NumberInput } from "@mantine/core";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/language";
import { useText } from "@/i18n/TextProvider";
import styles from "../admin.module.css";

interface Props {
  /** Language → 1–10; those that are not named are not spoken. */
  value: Readonly<Record<string, number>>;
  onChange: (value: Record<string, number>) => void;
  error?: string | undefined;
}

/** How well an agent speaks each language with callers. */
export function Languages({ value, onChange, error }: Props) {
  const { t } = useText();
  function put(language: string, level: string | number): void {
    const others = Object.fromEntries(Object.entries(value).filter(([each]) => each !== language));
    onChange(typeof level === "number" && level >= 1 ? { ...others, [language]: level } : others);
  }
  return (
    <Input.Wrapper
      label={t("label.languages")}
      description={t("admin.languagesHint")}
      error={error}
      labelElement="div"
    >
      <div role="group" aria-label={t("label.languages")} className={styles["pair"]}>
        {LANGUAGES.map((language) => (
          <NumberInput
            key={language}
            label={LANGUAGE_NAMES[language]}
            placeholder={t("admin.notSpoken")}
            min={0}
            max={10}
            allowDecimal={false}
            clampBehavior="strict"
            value={value[language] ?? ""}
            onChange={(level) => put(language, level)}
          />
        ))}
      </div>
    </Input.Wrapper>
  );
}
