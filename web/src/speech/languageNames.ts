import { useMemo } from "react";
import { useText } from "@/i18n/TextProvider";

/** Languages by their codes, as the reader calls them: "Polish, Russian". */
export function useLanguageNames(): (codes: readonly string[]) => string {
  const { language } = useText();
  return useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: "language" });
    return (codes) =>
      codes
        .map((code) => names.of(code) ?? code)
        .sort()
        .join(", ");
  }, [language]);
}
