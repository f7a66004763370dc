/** Tells the server that a person is at this page, once a minute while it is touched. */

import { api } from "@/api/client";
import { touched } from "@/api/touch";

const EVERY_MS = 60_000;
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/** Until it is stopped. Most of what a person does asks the server nothing, such as moving the map. */
export function tellPresence(): () => void {
  let toldMs = Number.NEGATIVE_INFINITY;
  function touch(): void {
    touched();
    if (Date.now() - toldMs < EVERY_MS) return;
    toldMs = Date.now();
    api.GET("/api/me").catch(() => {}); // without a line nobody could be told
  }
  for (const kind of TOUCHES) addEventListener(kind, touch, { capture: true, passive: true });
  return () => {
    for (const kind of TOUCHES) removeEventListener(kind, touch, { capture: true });
  };
}
