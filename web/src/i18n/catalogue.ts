import { IntlMessageFormat } from "intl-messageformat";
import type english from "./text/en";
import type { Language } from "./language";

/** English names every key; the other two are checked against it by `npm run check`. */
export type TextKey = keyof typeof english;
export type Catalogue = Record<TextKey, string>;
export type Params = Record<string, string | number>;

const LOADERS: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import("./text/en"),
  ru: () => import("./text/ru"),
  pl: () => import("./text/pl"),
};

/** One language's words, fetched when first needed. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return (await LOADERS[language]()).default;
}

/** Makes words of a key. Messages are ICU: `{count, plural, one {# call} other {# calls}}`. */
export class Wording {
  private readonly parsed = new Map<TextKey, IntlMessageFormat>();

  constructor(
    readonly language: Language,
    private readonly catalogue: Catalogue,
  ) {}

  has(key: string): key is TextKey {
    return key in this.catalogue;
  }

  text(key: TextKey, params?: Params): string {
    const message = this.catalogue[key];
    if (!message.includes("{") && !message.includes("'")) return message;
    try {
      return String(this.message(key).format(params));
    } catch {
      return message; // a parameter did not come: the sentence is still better than none
    }
  }

  private message(key: TextKey): IntlMessageFormat {
    let message = this.parsed.get(key);
    if (message === undefined) {
      message = new IntlMessageFormat(this.catalogue[key], this.language, undefined, { ignoreTag: true });
      this.parsed.set(key, message);
    }
    return message;
  }
}
