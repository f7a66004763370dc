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

/** Its time is known, or nobody has told by when it is needed. */
const isTimed = ({ match, byMs }: Wanted) => match.time !== null || byMs === null;

/** The one that is chosen before anybody chooses: the first in time; undefined: none is, and whether one
 * that comes late helps all the same is for people to say. */
export const firstChosen = <One extends Wanted>(fit: readonly One[], nowMs: number) =>
  fit.find((one) => isTimed(one) && lateMs(one, null, nowMs) === null);

/** The one that comes least late, and how late, where all do; null: one is in time, or none suits. */
export function leastLate<One extends Wanted>(fit: readonly One[], nowMs: number) {
  const late = fit.filter(isTimed).map((one) => ({ one, ms: lateMs(one, null, nowMs) ?? 0 }));
  const [least] = late.sort((one, other) => one.ms - other.ms);
  return least && least.ms > 0 ? least : null;
}
