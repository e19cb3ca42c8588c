import type { Language } from "./language";

const NBSP = "\u00a0";
const UNITS: Record<Language, { hour: string; minute: string; day: string }> = {
  en: { hour: "h", minute: "m", day: "d" },
  ru: { hour: "ч", minute: "мин", day: "дн" },
  pl: { hour: "h", minute: "min", day: "d" },
};

/** A running time: m:ss below an hour, "1 h 28 m" from there on. Negative spans read as zero. */
export function clockSpan(milliseconds: number, language: Language): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const unit = UNITS[language];
  const hours = Math.floor(seconds / 3600);
  if (hours >= 48) return `${Math.floor(hours / 24)}${NBSP}${unit.day}`;
  return `${hours}${NBSP}${unit.hour} ${Math.floor((seconds % 3600) / 60)}${NBSP}${unit.minute}`;
}

/** Numbers, dates and times as this reader writes them. Moments are ISO strings with a zone, or milliseconds. */
export class Format {
  private readonly formats = new Map<string, Intl.DateTimeFormat>();

  constructor(
    readonly language: Language,
    readonly timeZone?: string,
  ) {}

  span(milliseconds: number): string {
    return clockSpan(milliseconds, this.language);
  }

  number(value: number, digits = 0): string {
    return new Intl.NumberFormat(this.language, { maximumFractionDigits: digits }).format(value);
  }

  /** An amount of the workspace's money, which has no sign of its own. */
  money(value: number): string {
    const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
    return new Intl.NumberFormat(this.language, digits).format(value);
  }

  /** A number as somebody would write it into a field: all of it, without groups. */
  plainNumber(value: number): string {
    const digits = { maximumFractionDigits: 6, useGrouping: false };
    return new Intl.NumberFormat(this.language, digits).format(value);
  }

  /** A day of the calendar ("2026-01-31"), the same in every zone. */
  date(day: string): string {
    const locale = this.language === "en" ? "en-GB" : this.language;
    const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
    return format.format(new Date(`${day}T12:00:00Z`));
  }

  /** A share from 0 to 1 as "76 %", the unit after a no-break space in every language. */
  percent(share: number): string {
    return `${this.number(share * 100)}${NBSP}%`;
  }

  time(moment: string | number): string {
    return this.moment(moment, { hour: "2-digit", minute: "2-digit" });
  }

  timeWithSeconds(moment: string | number): string {
    return this.moment(moment, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  }

  day(moment: string | number): string {
    return this.moment(moment, { day: "numeric", month: "short" });
  }

  dateTime(moment: string | number): string {
    return this.moment(moment, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  }

  fullDateTime(moment: string | number): string {
    return this.moment(moment, { dateStyle: "medium", timeStyle: "medium" });
  }

  /** Sorts as the reader's alphabet does. */
  compare(a: string, b: string): number {
    return a.localeCompare(b, this.language, { numeric: true, sensitivity: "base" });
  }

  private moment(moment: string | number, options: Intl.DateTimeFormatOptions): string {
    const name = JSON.stringify(options);
    let format = this.formats.get(name);
    if (format === undefined) {
      const zone = this.timeZone === undefined ? {} : { timeZone: this.timeZone };
      // British English: the day before the month and a 24-hour clock, as the rest of the screen has it.
      const locale = this.language === "en" ? "en-GB" : this.language;
      format = new Intl.DateTimeFormat(locale, { ...options, ...zone });
      this.formats.set(name, format);
    }
    return format.format(new Date(moment));
  }
}

/** Country codes of one and two digits; all others have three. */
const SHORT_CODES = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** Polish mobile numbers, which are read by threes; all others begin with an area code of two. */
const POLISH_MOBILE = /^(?:45|5[0137]|6[0569]|7[2389]|88)\d{7}$/;

/** A telephone number in groups, so that it can be read aloud: "+48 22 100 04 17". Short ones stay as they are. */
export function phoneGroups(number: string): string {
  const digits = number.replace(/^\+/, "");
  if (!/^\d{9,15}$/.test(digits)) return number;
  const code = SHORT_CODES.exec(digits)?.[0] ?? digits.slice(0, 3);
  const rest = digits.slice(code.length);
  if (code === "48" && POLISH_MOBILE.test(rest))
    return `+${[code, rest.slice(0, 3), rest.slice(3, 6), rest.slice(6)].join(NBSP)}`;
  const groups = [code, rest.slice(0, -7), rest.slice(-7, -4), rest.slice(-4, -2), rest.slice(-2)];
  return `+${groups.filter((group) => group !== "").join(NBSP)}`;
}
