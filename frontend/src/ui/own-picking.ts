/** A form's own asking for positions on the map: it ends with the form. */

import { type RefObject, useEffect, useRef } from "react";
import { type Picking, picking } from "@/state/pointing";
import { useStore } from "@/state/store";

/** Asks the map; the focus is back at the button when nobody is asking any more. */
export function useOwnPicking(button: RefObject<HTMLElement | null>): (asked: Picking) => void {
  const own = useRef<Picking>(null);
  const asking = useStore(picking);
  useEffect(() => {
    if (!own.current || asking === own.current) return;
    own.current = null;
    if (asking === null) button.current?.focus();
  }, [asking, button]);
  useEffect(() => () => endPicking(own.current), []);
  return (asked) => {
    own.current = asked;
    picking.set(asked);
  };
}

/** No position is waited for any more, unless another form asks by now. */
export function endPicking(asked: Picking | null): void {
  if (asked && picking.get() === asked) picking.set(null);
}
