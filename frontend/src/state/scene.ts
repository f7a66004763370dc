/** Selections of the picture for map and arrivals, plain and flat. Pure. */

import { TRAITS } from "@/api/traits";
import type {
  Asset,
  Deployment,
  Incident,
  Match,
  Matches,
  Point,
  Position,
  Ship,
} from "@/api/types";
import type { Present } from "@/geo/present";
import type { Picture } from "./picture";
import type { Pointed } from "./pointing";
import { createStore } from "./store";

export interface SceneIncident {
  readonly incident: Incident;
  /** The present place, or the centre of the cell of one seen coarsely; null: there is none yet. */
  readonly point: Point | null;
  readonly uncertainty_nm: number | null;
  /** The datum, as it was set and as it is now; null of one seen coarsely. */
  readonly present: Present | null;
}

/** Its own position, else its carrier's, the scene it was carried to, or its shared base. */
export type ShownAt = "fix" | "carrier" | "scene" | "base";

export interface SceneUnit {
  readonly thing: "asset" | "ship";
  readonly id: string;
  readonly party: string | null;
  readonly view: Asset | Ship;
  readonly position: Position | null;
  /** The point at which it is shown, and whose that is. */
  readonly point: Point | null;
  readonly shownAt: ShownAt;
  readonly deployment: Deployment | null;
}

/** A unit at work, or its work where nobody may know which it is. */
type Unit = Pointed & { readonly thing: "asset" | "ship" | "deployment" };

/** The unit that is at work: it is pointed at by this name in cards, lanes and map alike. */
export function unitOf({ asset_id, ship_id, id }: Deployment): Unit {
  if (asset_id) return { thing: "asset", id: asset_id };
  return ship_id ? { thing: "ship", id: ship_id } : { thing: "deployment", id };
}

/** Whether the deployment still binds its unit. */
export function isActive({ ship_id, state }: Deployment): boolean {
  return ship_id ? TRAITS[state].engages : TRAITS[state].binds;
}

/** Another with every step of its units, which count the people also of a closed case. */
export function worksVersion(picture: Picture, id: string): string {
  return [...picture.deployment.values()]
    .filter((work) => work.incident_id === id)
    .map((work) => `${work.id}:${work.version}`)
    .join();
}

/** Whether the case of a thing is closed: it has left the picture of who sees both then. */
export function isOfClosedCase(
  { incident_id }: { readonly incident_id?: string | null },
  picture: Picture,
): boolean {
  if (!incident_id) return false;
  const incident = picture.incident.get(incident_id);
  return incident === undefined || incident.state === "closed";
}

/** The deployments of an incident, active ones. */
export function deploymentsOf(picture: Picture, incidentId: string): Deployment[] {
  return [...picture.deployment.values()].filter(
    (deployment) => deployment.incident_id === incidentId && isActive(deployment),
  );
}

/** The match list that is on the screen now, if any: drawn by map and lanes as candidates. */
export interface Candidates {
  readonly incidentId: string;
  readonly matches: Matches;
}
export const candidates = createStore<Candidates | null>(null);

/** The case that is shown in few lines while none is open; null: none is. */
export const foremost = createStore<string | null>(null);

/** The few that could come to a case, on its screen before anybody has asked for them. */
export interface Soonest {
  readonly incidentId: string;
  readonly best: readonly Match[];
}
export const soonest = createStore<Soonest | null>(null);

/** A candidate's id, of an asset or of a ship. */
export function matchId(match: Match): string {
  return match.asset_id ?? match.ship_id ?? "";
}
