/** The last day on which the costs of a unit's work are claimed. Pure. */

import type { DeploymentCosts } from "@/api/types";

const DAY_MS = 86_400_000;
/** So many days ahead it is told how many are left. */
const NEAR_DAYS = 14;

/** Of an end that is on the record: the days left, 0 on the last; null while it is far or none. */
export function daysLeft({ claim_until }: DeploymentCosts, nowMs: number): number | null {
  if (!claim_until) return null;
  const today = Math.floor(nowMs / DAY_MS);
  const left = Math.floor(Date.parse(claim_until) / DAY_MS) - today;
  return left <= NEAR_DAYS ? left : null;
}
