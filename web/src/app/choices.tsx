import { SegmentedControl, Select, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from "@/i18n/language";
import { useText } from "@/i18n/TextProvider";

interface Props {
  /** Told of each choice, to keep it with the person. */
  onChoose?: (choice: { language?: string; theme?: MantineColorScheme }) => void;
}

export function LanguageChoice({ onChoose }: Props) {
  const { t, language, setLanguage } = useText();
  return (
    <Select
      aria-label={t("shell.language")}
      data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      value={language}
      w={150}
      onChange={(value) => {
        if (!isLanguage(value)) return;
        setLanguage(value);
        onChoose?.({ language: value });
      }}
    />
  );
}

export function ThemeChoice({ onChoose }: Props) {
  const { t } = useText();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label={t("shell.theme")}
      data={[
        { value: "auto", label: t("shell.themeAuto") },
        { value: "light", label: t("shell.themeLight") },
        { value: "dark", label: t("shell.themeDark") },
      ]}
      value={colorScheme}
      onChange={(value) => {
        setColorScheme(value);
        onChoose?.({ theme: value });
      }}
    />
  );
}
