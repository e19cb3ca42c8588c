/** "8", "8:5", "0800", "8.30" as HH:MM; null when it is no time of day. The end of the day may be 24:00. */
export function clockTime(typed: string): string | null {
  const found = /^(\d{1,2})(?:[:. ]?(\d{2}))?$/.exec(typed.trim());
  if (found === null) return null;
  const hours = Number(found[1]);
  const rest = Number(found[2] ?? "0");
  if (hours > 24 || rest > 59 || (hours === 24 && rest > 0)) return null;
  return `${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}
