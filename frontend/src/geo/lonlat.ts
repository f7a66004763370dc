/** A position as the map draws it: longitude first. */

import type { Point } from "@/api/types";

export type LonLat = readonly [lon: number, lat: number];

export function lonLat(point: Point): LonLat {
  const [lon = 0, lat = 0] = point.coordinates;
  return [lon, lat];
}

/** A map that goes round the earth several times tells longitudes beyond 180°. */
export const turned = (lon: number) => ((((lon + 180) % 360) + 360) % 360) - 180;
