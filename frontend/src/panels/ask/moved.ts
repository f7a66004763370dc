/** A list that has just been put in another order: for a moment no click is taken. */

import { useEffect, useState } from "react";

/** Long enough to see that something else stands there than one was about to click. */
const MOVED_MS = 700;

/** The class of the list; `version` names what it shows. */
export function useMoved(version: string): string {
  const [seen, setSeen] = useState(version);
  useEffect(() => {
    if (seen === version) return;
    const timer = setTimeout(() => setSeen(version), MOVED_MS);
    return () => clearTimeout(timer);
  }, [seen, version]);
  return seen !== version && seen !== "" ? " moved" : "";
}
