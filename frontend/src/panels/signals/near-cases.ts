/** Cases that a signal may be of: those with a place, the nearest first. Pure. */

import type { FullIncident, Point } from "@/api/types";
import { lonLat } from "@/geo/lonlat";
import { distanceNm } from "@/geo/sphere";
import type { Picture } from "@/state/picture";
import { incidentsOf } from "@/state/placed";

/** As far as a drifting raft and a place that was told wrongly may be apart (house figure). */
const WITHIN_NM = 30;
const AT_MOST = 3;

export interface NearCase {
  readonly incident: FullIncident;
  readonly nm: number;
}

/** The open cases near the place, as they are placed now; those that are seen in full alone. */
export function nearCases(point: Point | null, picture: Picture, nowMs: number): NearCase[] {
  if (!point) return [];
  const here = lonLat(point);
  return incidentsOf(picture, nowMs)
    .flatMap(({ incident, point: place }) =>
      incident.view === "full" && place ? [{ incident, nm: distanceNm(here, lonLat(place)) }] : [],
    )
    .filter(({ nm }) => nm <= WITHIN_NM)
    .sort((one, other) => one.nm - other.nm)
    .slice(0, AT_MOST);
}
