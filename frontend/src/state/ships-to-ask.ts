/** The time to ask ships about a craft: told from a day before, while its place is known. Pure. */

import type { FullIncident } from "@/api/types";

const DAY_MS = 24 * 3_600_000;

export function shipsToAsk(
  { ask_ships_at: at }: Pick<FullIncident, "ask_ships_at">,
  nowMs: number,
): number | null {
  const dueMs = at ? Date.parse(at) : Number.NaN;
  return dueMs - nowMs <= DAY_MS ? dueMs : null;
}
