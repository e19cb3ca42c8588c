import { useText } from "@/i18n/TextProvider";

/** A day ("2026-11-20") as this reader writes it, with the weekday. */
export function useDayWords(): (day: string) => string {
  const { language } = useText();
  const words = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    timeZone: "UTC",
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  return (day) => words.format(new Date(`${day}T12:00:00Z`));
}
