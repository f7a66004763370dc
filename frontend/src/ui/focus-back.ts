/** Focus that returns whence it came, once what took it is gone. */

import { type RefObject, useLayoutEffect, useRef } from "react";

/** The element that had it. */
export function useFocusBack(): RefObject<Element | null> {
  const came = useRef<Element>(null);
  useLayoutEffect(() => {
    came.current = document.activeElement;
    return () => {
      const back = came.current;
      // Of an element that is behind an open dialog none is taken.
      queueMicrotask(() => {
        if (back instanceof HTMLElement) back.focus();
        // It may be gone, or wait for an answer: then the page has it.
        if (document.activeElement === document.body)
          document.querySelector("main")?.focus({ preventScroll: true });
      });
    };
  }, []);
  return came;
}
