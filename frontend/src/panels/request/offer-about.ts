/** The thing that own assets are offered for: a request, or a case whose lead has not asked. */

import type { Incident, Request } from "@/api/types";
import type { Picture } from "@/state/picture";

export type OfferAbout =
  | { readonly asked: true; readonly request: Request }
  | { readonly asked: false; readonly incident: Incident };

export const idOf = (about: OfferAbout) => (about.asked ? about.request.id : about.incident.id);

export const referenceOf = (about: OfferAbout) =>
  about.asked ? about.request.reference : about.incident.reference;

export const caseIdOf = (about: OfferAbout) =>
  about.asked ? (about.request.incident_id ?? null) : about.incident.id;

/** Whether the party asked for it itself: then its own units are sent, and nobody else decides. */
export const isOwn = (about: OfferAbout, party: string) =>
  about.asked && about.request.party === party;

/** The case as it is by now, if the party sees it. */
export const caseOf = (about: OfferAbout, picture: Picture): Incident | null =>
  picture.incident.get(caseIdOf(about) ?? "") ?? (about.asked ? null : about.incident);

/** Whether nobody is told where it is, so that no time can be reckoned for it. */
export const isCoarse = (about: OfferAbout) => !about.asked && about.incident.view === "coarse";
