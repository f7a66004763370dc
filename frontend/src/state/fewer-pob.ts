/** Typed numbers on board that say that there are fewer than was said. Pure. */

import type { FullIncident } from "@/api/types";

type Told = Pick<FullIncident, "pob" | "pob_highest">;

/**
 * Whether fewer are typed than are said to be on board, at either end, as the server asks why:
 * where no upper number stands, the highest that was ever told is the one to stay above.
 */
export function fewer(
  { pob, pob_highest }: Told,
  { min, max }: Readonly<Record<"min" | "max", number | null>>,
): boolean {
  const was = pob.max ?? pob_highest;
  const lower = max !== null && was != null && max < was;
  return lower || (min ?? 0) < (pob.min ?? 0);
}
