/** Whether the owner of a unit knows that a case needs it, and has not said no: as the server has
 * it (sar/requests/owner_knows.py). Pure. */

import type { Picture } from "./picture";

/** An offer counts for as long as it waits to be decided; one that was accepted has its unit tasked. */
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
    (request.state === "open" || request.state === "filled")
      ? request.addressees.filter(({ centre }) => centre.party === party).map(({ state }) => state)
      : [],
  );
  const waits = () =>
    [...picture.offer.values()].some(
      (one) =>
        one.incident_id === incidentId &&
        one.party === party &&
        (one.state === "offered" || one.state === "provisional") &&
        Date.parse(one.valid_until) > nowMs,
    );
  return said.includes("acknowledged") || (said.includes("offered") && waits());
}
