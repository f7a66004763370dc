/**
 * The form of the live feed that is asked for, the thin one in few bytes or the full one: chosen by
 * hand and remembered on this machine, else as the browser tells of its line at loading.
 */

import { createStore } from "./store";

export const KEPT_LINE = "sar.line";

interface Line {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
}

export const thinLine = createStore(first());

function first(): boolean {
  const kept = localStorage.getItem(KEPT_LINE);
  if (kept) return kept === "thin";
  const line = (navigator as { connection?: Line }).connection;
  return !!line?.saveData || /2g/.test(`${line?.effectiveType}`);
}
