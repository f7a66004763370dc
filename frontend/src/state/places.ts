/** Addresses of the things of the record. Pure. */

import type { Picture } from "./picture";

/** The address at which the thing can be opened; null when the picture no longer holds it. */
export function placeOf(picture: Picture, thing: string, id: string): string | null {
  switch (thing) {
    case "incident":
      return `/incidents/${id}`; // one that is over is read by itself
    case "request":
      return picture.request.has(id) ? `/requests/${id}` : null;
    case "offer":
      return answersOf(picture, picture.offer.get(id)?.incident_id);
    case "deployment":
      return answersOf(picture, picture.deployment.get(id)?.incident_id);
    case "asset":
      return picture.asset.has(id) ? `/assets/${id}` : null;
    case "agreement":
      return picture.agreement.has(id) ? `/agreements/${id}` : null;
    default:
      return null;
  }
}

function answersOf(picture: Picture, incidentId: string | null | undefined): string | null {
  return incidentId && picture.incident.has(incidentId) ? `/incidents/${incidentId}/answers` : null;
}
