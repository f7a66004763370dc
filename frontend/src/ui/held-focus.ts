/** Focus that stays where one works, when what had it is done with and gone. */

import { type FocusEvent, type RefObject, useEffect, useLayoutEffect, useRef } from "react";

interface Held<T> {
  readonly ref: RefObject<T | null>;
  readonly tabIndex: -1;
  readonly onFocusCapture: () => void;
  readonly onBlurCapture: (event: FocusEvent) => void;
}

/** Of the element in which it is: itself, or `next` in it, gets the focus that would fall away. */
export function useHeldFocus<T extends HTMLElement>(next?: string): Held<T> {
  const ref = useRef<T>(null);
  const within = useRef(false);
  const keep = () => {
    // An element that is taken away, or cannot be pressed any more, says nothing of its blur.
    if (!within.current || document.activeElement !== document.body) return;
    const heir = next === undefined ? null : ref.current?.querySelector<HTMLElement>(next);
    (heir ?? ref.current)?.focus();
  };
  // Before a key can be pressed; what was only switched off loses the focus when it is painted.
  useLayoutEffect(keep);
  useEffect(keep);
  return {
    ref,
    tabIndex: -1,
    onFocusCapture: () => {
      within.current = true;
    },
    onBlurCapture: ({ target }) => {
      if (target.isConnected && !target.matches(":disabled")) within.current = false;
    },
  };
}
