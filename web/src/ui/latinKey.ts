/** The key as on a Latin keyboard: a shortcut is a place under the fingers, whatever alphabet one writes in. */
export function latinKey(event: Pick<KeyboardEvent, "key" | "code" | "shiftKey">): string {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const foreign = event.key.length === 1 && event.key > "\u007f";
  if (letter === undefined || !foreign) return event.key;
  return event.shiftKey ? letter : letter.toLowerCase();
}
