/** The SAR mission coordinator of a case. Pure. */

import type { CentreRef, FullIncident } from "@/api/types";

/** The lead, unless a listed centre is by voice. */
export const smcOf = ({ lead, smc_by_voice }: Pick<FullIncident, "lead" | "smc_by_voice">) =>
  smc_by_voice?.centre ?? lead;

type CaseEvent = NonNullable<FullIncident["event"]>;

/** Whether several centres coordinate cases of one event still. */
export const isSplit = (event: FullIncident["event"]): event is CaseEvent =>
  event !== null && event.smc === null && event.cases.filter(({ smc }) => smc).length > 1;

/** The centres that could coordinate all of the event, and do not coordinate the case itself. */
export function couldLeadAll({ event, lead, smc_by_voice }: FullIncident): CentreRef[] {
  if (!isSplit(event)) return [];
  const own = smcOf({ lead, smc_by_voice });
  const others = event.cases.flatMap(({ smc }) => (smc && smc.id !== own.id ? [smc] : []));
  return [...new Map(others.map((centre) => [centre.id, centre])).values()];
}
