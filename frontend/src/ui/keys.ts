/** Single keys: one listener, the latest component that asked for a key gets it. */

import { useEffect, useRef, useState } from "react";

type Act = () => void;

const wanted: { key: string; act: Act }[] = [];

const TICKED = new Set(["checkbox", "radio"]);
const TYPED_IN = new Set(["INPUT", "TEXTAREA", "SELECT"]);

/** Whether the element takes letters itself. */
function types(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && TICKED.has(target.type)) return false;
  return TYPED_IN.has(target.tagName) || target.isContentEditable;
}

/** Whether the element does something of its own when Enter is pressed on it. */
function isPressed(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("a, button, summary") !== null;
}

/** Keys by which the map is moved on while they are held. */
const HELD = new Set(["+", "-", "=", "_"]);

/** Whether the key would do an act, and not only write or move. */
function wouldAct({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (key === "Enter") return ctrlKey || !(target instanceof HTMLTextAreaElement);
  if (types(target) || ctrlKey || metaKey || altKey) return false;
  return key === " " ? isPressed(target) : key.length === 1 && !HELD.has(key);
}

/** A key that is held does what it does once, also on buttons: never a second act unseen. */
globalThis.addEventListener?.(
  "keydown",
  (event) => {
    if (!event.repeat || !wouldAct(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  { capture: true },
);

/** So long letters that were meant for a screen that is still loading do nothing. */
const BLIND_MS = 3_000;
let blindUntilMs = 0;

/** While the component is shown in place of a screen that loads. */
export function useNoKeys(): void {
  useEffect(() => {
    blindUntilMs = Date.now() + BLIND_MS;
    return () => {
      blindUntilMs = 0;
    };
  }, []);
}

globalThis.addEventListener?.("keydown", (event) => {
  if (Date.now() < blindUntilMs) return;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (types(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && isPressed(event.target)) return;
  const taker = wanted.findLast(({ key }) => key === event.key.toLowerCase());
  if (!taker) return;
  event.preventDefault();
  taker.act();
});

/** While the component is shown, `key` does `act`; null switches it off. */
export function useKey(key: string, act: Act | null): void {
  const latest = useRef(act);
  latest.current = act;
  const on = act !== null;
  useEffect(() => {
    if (!on) return;
    const mine = { key, act: () => latest.current?.() };
    wanted.push(mine);
    return () => {
      wanted.splice(wanted.indexOf(mine), 1);
    };
  }, [key, on]);
}

/** `first`, then another key, which `take` may use; whether the other one is waited for. */
export function useKeyThen(first: string, take: ((second: string) => boolean) | null): boolean {
  const [waiting, setWaiting] = useState(false);
  const latest = useRef(take);
  latest.current = take;
  useKey(first, take && (() => setWaiting(true)));
  useEffect(() => {
    if (!waiting) return;
    const second = (event: KeyboardEvent) => {
      setWaiting(false);
      if (!latest.current?.(event.key.toLowerCase())) return;
      event.stopImmediatePropagation();
      event.preventDefault();
    };
    addEventListener("keydown", second, { capture: true, once: true });
    return () => removeEventListener("keydown", second, { capture: true });
  }, [waiting]);
  return waiting;
}
