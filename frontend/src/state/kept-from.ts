/** The parties that a case is kept from. Pure. */

import type { Incident } from "@/api/types";

/** The reason why the party is not to be told of the case; undefined: it may be. */
export const whyKept = (incident: Incident | undefined, party: string): string | undefined =>
  incident?.view === "full"
    ? incident.kept_from.find((one) => one.party === party)?.reason
    : undefined;
