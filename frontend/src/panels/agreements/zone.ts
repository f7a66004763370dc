/** A zone as an area, and as it is written: its corners on lines. Pure. */

import { cornersIn } from "@/state/corner-lines";
import type { Area } from "@/state/standing";

/** Null: everywhere. */
export function zoneOf(text: string): Area | null {
  const rings = cornersIn(text).map((corners) => {
    const ring = corners.map(([lon, lat]): [number, number] => [lon, lat]);
    return ring[0] ? [...ring, ring[0]] : ring;
  });
  if (rings.length === 0) return null;
  return { type: "MultiPolygon", coordinates: rings.map((ring) => [ring]) };
}

const polygons = (area: Area) => (area.type === "Polygon" ? [area.coordinates] : area.coordinates);

/** Whether the lines say just this area: not one with holes, nor finer than positions are read. */
export function isWritable(area: Area): boolean {
  if (polygons(area).some((rings) => rings.length > 1)) return false;
  const outer = polygons(area).map(([ring = []]) => ring.slice(0, -1));
  return JSON.stringify(cornersIn(written(area))) === JSON.stringify(outer);
}

/** In decimal degrees, latitude first. */
export function written(area: Area): string {
  return polygons(area)
    .map(([ring = []]) =>
      ring
        .slice(0, -1)
        .map(([lon = 0, lat = 0]) => `${lat}, ${lon}`)
        .join("\n"),
    )
    .join("\n\n");
}
