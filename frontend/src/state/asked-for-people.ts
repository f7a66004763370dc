/** The request of a case in which more centres can be asked for boats. Pure. */

import type { Request } from "@/api/types";
import { isAsking } from "./request-states";

/**
 * One of the party's own for which a need that takes people stands and lacks something still. To
 * others nobody is added: they would be asked for what their owners were not thought of for, or for
 * what is there already.
 */
export function askedForPeople(
  requests: Iterable<Request>,
  incidentId: string,
  party: string,
): Request | undefined {
  return [...requests].find(
    (one) =>
      one.incident_id === incidentId &&
      one.party === party &&
      isAsking(one) &&
      one.needs.some(
        (need) => need.takes_people && !need.withdrawn_at && (need.coverage?.missing ?? 0) > 0,
      ),
  );
}
