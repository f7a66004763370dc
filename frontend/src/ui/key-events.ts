/** Key presses: whether the element that has the focus uses a key itself. Pure. */

const LETTERLESS = new Set(["checkbox", "radio", "range"]);
const TYPED_IN = new Set(["INPUT", "TEXTAREA", "SELECT"]);

/** Whether the element takes letters itself. */
export function types(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && LETTERLESS.has(target.type)) return false;
  return TYPED_IN.has(target.tagName) || target.isContentEditable;
}

/** Whether the element does something of its own when Enter is pressed on it. */
export function isPressed(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("a, button, summary") !== null;
}

/** Keys by which the map is moved on while they are held. */
const HELD = new Set(["+", "-", "=", "_"]);

/** Whether the key would do an act, and not only write or move. */
export function acts({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (key === "Enter") return ctrlKey || !(target instanceof HTMLTextAreaElement);
  if (types(target) || ctrlKey || metaKey || altKey) return false;
  return key === " " ? isPressed(target) : key.length === 1 && !HELD.has(key);
}
