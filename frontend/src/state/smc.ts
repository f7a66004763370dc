/** Who is SAR mission coordinator. Pure. */

import type { FullIncident } from "@/api/types";

/** The lead, unless a listed centre is by voice. */
export const smcOf = ({ lead, smc_by_voice }: Pick<FullIncident, "lead" | "smc_by_voice">) =>
  smc_by_voice?.centre ?? lead;
