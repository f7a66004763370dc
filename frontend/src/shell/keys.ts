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

globalThis.addEventListener?.("keydown", (event) => {
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
