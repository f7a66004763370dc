/** The gravest of the remarks that bear on a candidate's time, for where there is room for one. Pure. */

import type { Reason } from "./alike";

/** The gravest first. */
const ON_TIME = [
  "after_immersion_estimate",
  "late_for_need",
  "way_not_worked_out",
  "stop_not_worked_out",
  "position_doubted",
  "position_suspect",
  "old_position",
  "lands_for_fuel",
  "waits_for_reach",
  "waits_for_drift",
  "night_not_equipped",
  "word_runs_out",
  "fit_not_known",
  "refuels_on_the_way",
  "slowed_by_sea",
  "wind_on_way",
];

export function gravestOnTime(reasons: readonly Reason[]): Reason | null {
  const found = reasons.filter(({ code }) => ON_TIME.includes(code));
  return found.sort((a, b) => ON_TIME.indexOf(a.code) - ON_TIME.indexOf(b.code))[0] ?? null;
}
