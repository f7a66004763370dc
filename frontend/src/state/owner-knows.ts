/** Owners of units who know that a case needs them, and have not said no: as the server has
 * it (sar/requests/owner_knows.py). Pure. */

import type { Picture } from "./picture";
import { isAsking } from "./request-states";

/** As the server has it by its catalogue: a vessel, or an aircraft with room for people. */
export const takesPeople = ({ kind, persons }: { kind: string; persons: number }) =>
  kind === "vessel" || (kind === "aircraft" && persons > 0);

/**
 * Only a request that asks for units that take people counts, and its acknowledgement until the
 * answer is due. An offer counts for as long as it waits to be decided; one that was accepted has
 * its unit tasked.
 */
export function ownerKnows(
  picture: Picture,
  incidentId: string,
  party: string | null | undefined,
  nowMs: number,
): boolean {
  if (!party) return false;
  const said = [...picture.request.values()].flatMap((request) =>
    request.incident_id === incidentId &&
    request.party !== party &&
    isAsking(request) &&
    request.needs.some((need) => need.takes_people && !need.withdrawn_at)
      ? request.addressees.filter(({ centre }) => centre.party === party)
      : [],
  );
  const waits = () =>
    [...picture.offer.values()].some(
      (one) =>
        one.incident_id === incidentId &&
        one.party === party &&
        (one.state === "offered" || one.state === "provisional") &&
        Date.parse(one.valid_until) > nowMs &&
        one.items.some(takesPeople),
    );
  const acknowledged = said.some(
    ({ state, answer_due_at: due }) =>
      state === "acknowledged" && (!due || Date.parse(due) > nowMs),
  );
  return acknowledged || (said.some(({ state }) => state === "offered") && waits());
}
