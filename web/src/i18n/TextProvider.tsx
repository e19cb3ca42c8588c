import { createContext, use, useEffect, useMemo, useState, type ReactNode } from "react";
import { loadCatalogue, Wording, type Params, type TextKey } from "./catalogue";
import { Format } from "./format";
import { rememberLanguage, storedLanguage, type Language } from "./language";

export interface Texts {
  language: Language;
  setLanguage: (language: Language) => void;
  /** Words of a key in the reader's language. */
  t: (key: TextKey, params?: Params) => string;
  /** Words of a code that came from the server; undefined when this build does not know it. */
  tCode: (key: string, params?: Params) => string | undefined;
  format: Format;
}

const TextContext = createContext<Texts | null>(null);

interface Props {
  initial?: Wording;
  children: ReactNode;
}

/** Holds the reader's language. Nothing is drawn before its words are here, so no screen flashes in another one. */
export function TextProvider({ initial, children }: Props) {
  const [language, setLanguage] = useState<Language>(() => initial?.language ?? storedLanguage());
  const [wording, setWording] = useState<Wording | undefined>(initial);

  useEffect(() => {
    let current = true;
    void loadCatalogue(language).then((catalogue) => {
      if (current) setWording(new Wording(language, catalogue));
    });
    return () => {
      current = false;
    };
  }, [language]);

  const texts = useMemo<Texts | null>(() => {
    if (wording === undefined) return null;
    return {
      language: wording.language,
      setLanguage: (next) => {
        rememberLanguage(next);
        setLanguage(next);
      },
      t: (key, params) => wording.text(key, params),
      tCode: (key, params) => (wording.has(key) ? wording.text(key, params) : undefined),
      format: new Format(wording.language),
    };
  }, [wording]);

  useEffect(() => {
    if (texts !== null) document.documentElement.lang = texts.language;
  }, [texts]);

  if (texts === null) return null;
  return <TextContext value={texts}>{children}</TextContext>;
}

export function useText(): Texts {
  const texts = use(TextContext);
  if (texts === null) throw new Error("useText outside TextProvider");
  return texts;
}
