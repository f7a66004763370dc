/** Cases in which everybody who was on board is found and counted. Pure. */

import type { Incident } from "@/api/types";

/** Whether nobody is outstanding of those who were on board, as far as it is counted here. */
export function allFound(incident: Incident | undefined): boolean {
  const people = incident?.view === "full" ? incident.people : null;
  if (people == null || people.uncounted.length + people.uncounted_delivered.length > 0)
    return false;
  return people.recovered > 0 && people.outstanding_max === 0;
}
