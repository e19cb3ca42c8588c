/** Takes the option that is marked in the open list of the field in which Enter was pressed; whether there was one.
 *
 * A field's own Enter goes by a number that it keeps beside the mark, and loses a moment after its list has opened: on a slow machine
 * between the arrow and Enter. What is seen marked is what is taken. */
export function takesMarked(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || event.defaultPrevented || event.isComposing) return false;
  const field = event.target;
  if (!(field instanceof Element) || field.getAttribute("aria-expanded") !== "true") return false;
  const list = document.getElementById(field.getAttribute("aria-controls") ?? "");
  const marked = list?.querySelector<HTMLElement>("[data-combobox-selected]");
  if (marked == null) return false;
  event.preventDefault();
  marked.click();
  return true;
}
