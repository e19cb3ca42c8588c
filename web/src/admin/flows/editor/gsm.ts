/** What fits into a text message, as the server counts it (`kernel/gsm.py`; GSM 03.38). */

const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("\f^{}\\[~]|€");

/** The server refuses texts of more. */
export const MOST_PARTS = 5;

export interface Room {
  /** `ucs2` holds every letter, and fewer of them. */
  coding: "gsm" | "ucs2";
  parts: number;
  /** Of how much so many parts hold. */
  used: number;
  holds: number;
}

/** The room that a text takes. */
export function roomOf(text: string): Room {
  const chars = Array.from(text);
  const coding = chars.every((each) => BASIC.has(each) || EXTENDED.has(each)) ? "gsm" : "ucs2";
  const [alone, ofSeveral] = coding === "gsm" ? [160, 153] : [70, 67];
  const size = (char: string): number => (coding === "gsm" ? (EXTENDED.has(char) ? 2 : 1) : char.length);
  const used = chars.reduce((sum, char) => sum + size(char), 0);
  if (used <= alone) return { coding, parts: 1, used, holds: alone };
  let parts = 1;
  let taken = 0;
  for (const char of chars) {
    if (taken + size(char) > ofSeveral) {
      parts += 1;
      taken = 0;
    }
    taken += size(char);
  }
  return { coding, parts, used, holds: parts * ofSeveral };
}
