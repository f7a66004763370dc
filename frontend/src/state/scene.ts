/** Selections of the picture for map and arrivals, plain and flat. Pure. */

import { TRAITS } from "@/api/traits";
import type {
  Agreement,
  Asset,
  Centre,
  Deployment,
  Incident,
  Match,
  Matches,
  Point,
  Position,
  Ship,
} from "@/api/types";
import { type Present, presentOf } from "@/geo/present";
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

type Shown = Pick<SceneUnit, "point" | "shownAt">;

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

/** The unit that is at work: it is pointed at by this name in cards, lanes and map alike. */
export function unitOf({ asset_id, ship_id, id }: Deployment): Pointed {
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

/** The open cases at the places where they are at an instant. */
export function incidentsOf(picture: Picture, nowMs: number): SceneIncident[] {
  return [...picture.incident.values()]
    .filter((incident) => incident.state !== "closed")
    .map((incident) => {
      if (incident.view === "coarse")
        return { incident, point: incident.cell, uncertainty_nm: null, present: null };
      const present = presentOf(incident, nowMs);
      const { point = null, withinNm = null } = present?.now ?? {};
      return { incident, point, uncertainty_nm: withinNm, present };
    });
}

/** Every asset and ship that has a place to be shown at. */
export function unitsOf(
  picture: Picture,
  positions: ReadonlyMap<string, Position>,
  nowMs: number,
): SceneUnit[] {
  const working = new Map<string, Deployment>();
  for (const deployment of picture.deployment.values()) {
    const id = deployment.asset_id ?? deployment.ship_id;
    if (id && isActive(deployment)) working.set(id, deployment);
  }
  const assets = [...picture.asset.values()].map((view): SceneUnit => {
    const position = positions.get(view.id) ?? null;
    const deployment = working.get(view.id) ?? null;
    const carried = deployment && carriedTo(deployment, picture, positions, nowMs);
    const other: Shown = carried ?? { point: view.base ?? null, shownAt: "base" };
    const shown: Shown = position ? { point: position.point, shownAt: "fix" } : other;
    return {
      thing: "asset",
      id: view.id,
      party: view.party,
      view,
      position,
      ...shown,
      deployment,
    };
  });
  const ships = [...picture.ship.values()].map((view): SceneUnit => {
    const position = positions.get(view.id) ?? null;
    return {
      thing: "ship",
      id: view.id,
      party: null,
      view,
      position,
      point: position?.point ?? null,
      shownAt: "fix",
      deployment: working.get(view.id) ?? null,
    };
  });
  return [...assets, ...ships].filter((unit) => unit.point !== null);
}

/**
 * The place of something that is carried, as far as steps tell: with its carrier on the way, at the
 * scene once it is there; null: not with any, or back from there.
 */
function carriedTo(
  work: Deployment,
  picture: Picture,
  positions: ReadonlyMap<string, Position>,
  nowMs: number,
): Shown | null {
  if (work.view === "brief" || !work.carrier_asset_id) return null;
  const { moving, on_scene } = TRAITS[work.state];
  if (moving) {
    const carrier = picture.asset.get(work.carrier_asset_id);
    const point = positions.get(work.carrier_asset_id)?.point ?? carrier?.base;
    return point ? { point, shownAt: "carrier" } : null;
  }
  const incident = picture.incident.get(work.incident_id ?? "");
  if (!on_scene || incident?.view !== "full") return null;
  const point = presentOf(incident, nowMs)?.now.point;
  return point ? { point, shownAt: "scene" } : null;
}

export function centresOf(picture: Picture): Centre[] {
  return [...picture.centre.values()];
}

/** Agreements whose terms may hold zones to draw. */
export function agreementsOf(picture: Picture): Agreement[] {
  return [...picture.agreement.values()];
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

/** A candidate's id, of an asset or of a ship. */
export function matchId(match: Match): string {
  return match.asset_id ?? match.ship_id ?? "";
}
