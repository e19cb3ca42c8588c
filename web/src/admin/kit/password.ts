/** Without signs that are read wrongly aloud or on paper (0 O, 1 l I). */
const SIGNS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const GROUPS = 4;
const LENGTH = 4;

/** A password to hand over: four groups of four, 93 bits. */
export function madePassword(
  random: (bytes: Uint8Array<ArrayBuffer>) => void = (bytes) => void crypto.getRandomValues(bytes),
): string {
  const signs: string[] = [];
  const fair = 256 - (256 % SIGNS.length);
  while (signs.length < GROUPS * LENGTH) {
    const bytes = new Uint8Array(32);
    random(bytes);
    // Bytes past the last whole multiple would favour the first signs.
    for (const byte of bytes) if (byte < fair) signs.push(SIGNS.charAt(byte % SIGNS.length));
  }
  return Array.from({ length: GROUPS }, (_, at) => signs.slice(at * LENGTH, (at + 1) * LENGTH).join("")).join(
    "-",
  );
}
