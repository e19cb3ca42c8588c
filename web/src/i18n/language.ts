/** The three languages of every screen, and which one a reader gets. */
export const LANGUAGES = ["en", "ru", "pl"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own words: a reader who is lost in a foreign one must recognise theirs. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", ru: "Русский", pl: "Polski" };

const STORED = "ringwell.language";

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** The first of the browser's wishes that we speak; English when none. */
export function pickLanguage(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const short = wish.slice(0, 2).toLowerCase();
    if (isLanguage(short)) return short;
  }
  return "en";
}

export function storedLanguage(): Language {
  const stored = readStored(STORED);
  return isLanguage(stored) ? stored : pickLanguage(navigator.languages);
}

/** Whether somebody has chosen a language in this browser. */
export function hasChosenLanguage(): boolean {
  return isLanguage(readStored(STORED));
}

export function rememberLanguage(language: Language): void {
  writeStored(STORED, language);
}

function readStored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage forbidden: the choice lasts for this page
  }
}

function writeStored(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    return;
  }
}
