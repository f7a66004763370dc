/** Units on the way to a scene: from where, to where, and whether over water. Pure. */

import { TRAITS } from "@/api/traits";
import type { Deployment } from "@/api/types";
import { type LonLat, lonLat } from "@/geo/lonlat";
import { isActive } from "@/state/scene";
import type { Seen } from "./seen";

export interface Coming {
  readonly deployment: Deployment;
  readonly incidentId: string;
  readonly from: LonLat;
  readonly to: LonLat;
  readonly left: boolean;
  /** Its type: deep ships keep off shoals. */
  readonly type: string;
  /** A vessel on its way to a place that is seen exactly. */
  readonly byWater: boolean;
  /** The place where it takes fuel on its way; none: it goes straight there. */
  readonly over: readonly LonLat[];
}

export function comingOf({
  picture,
  units,
  incidents,
  expected,
}: Pick<Seen, "picture" | "units" | "incidents" | "expected">): Coming[] {
  const known = new Map(units.map((unit) => [unit.id, unit]));
  const scenes = new Map(incidents.map((scene) => [scene.incident.id, scene]));
  return [...picture.deployment.values()].flatMap((deployment) => {
    const { before_scene: comes, moving: left } = TRAITS[deployment.state];
    const unit = known.get(deployment.asset_id ?? deployment.ship_id ?? "");
    const scene = scenes.get(deployment.incident_id ?? "");
    if (!comes || !isActive(deployment) || !unit?.point || !scene?.point) return [];
    const stops = expected.get(deployment.id)?.fuel_stops ?? [];
    const floats = unit.thing === "ship" || ("kind" in unit.view && unit.view.kind === "vessel");
    return [
      {
        deployment,
        incidentId: scene.incident.id,
        from: lonLat(unit.point),
        to: lonLat(scene.point),
        left,
        type: unit.view.type,
        byWater: floats && scene.incident.view === "full",
        over: stops.flatMap((stop) => (stop.after_work ? [] : [lonLat(stop.place)])),
      },
    ];
  });
}
