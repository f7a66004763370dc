/** Cases and units at the places where the map shows them at an instant. Pure. */

import { TRAITS } from "@/api/traits";
import type { Deployment, Position } from "@/api/types";
import { presentOf } from "@/geo/present";
import type { Picture } from "./picture";
import { isActive, type SceneIncident, type SceneUnit } from "./scene";

type Shown = Pick<SceneUnit, "point" | "shownAt">;

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
