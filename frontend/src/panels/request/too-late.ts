/** Own assets held against the time by which a request wants them. Pure. */

import type { Match } from "@/api/types";

interface Wanted {
  readonly match: Pick<Match, "time">;
  /** The time by which its need wants it; null: none is told. */
  readonly byMs: number | null;
}

/** The time at which it would be there, were it called now; null: not known. */
export const expectedMs = ({ time }: Pick<Match, "time">, nowMs: number): number | null =>
  time && nowMs + time.total_minutes * 60_000;

/** The span by which it comes after its need's time, as expected or as promised, whichever is later. */
export function lateMs(
  { match, byMs }: Wanted,
  promisedMs: number | null,
  nowMs: number,
): number | null {
  if (byMs === null) return null;
  const late = Math.max(expectedMs(match, nowMs) ?? 0, promisedMs ?? 0) - byMs;
  return late > 0 ? late : null;
}

/** The one that is chosen before anybody chooses: the first in time, or else the first. */
export const firstChosen = <One extends Wanted>(fit: readonly One[], nowMs: number) =>
  fit.find((one) => lateMs(one, null, nowMs) === null) ?? fit[0];
