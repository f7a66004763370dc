/** A zone as it is written: a corner on each line, an empty line between two areas. Pure. */

import { parsePosition } from "@/geo/parse";
import type { Area } from "@/state/standing";

export type Corner = readonly [lon: number, lat: number];

const areasIn = (text: string): string[][] =>
  text
    .split(/\n\s*\n/)
    .map((area) =>
      area
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean),
    )
    .filter((lines) => lines.length > 0);

/** The corners of each area, as far as they can be read; not closed. */
export function cornersIn(text: string): Corner[][] {
  return areasIn(text).map((lines) => {
    const corners = lines.flatMap((line) => {
      const point = parsePosition(line);
      const [lon = 0, lat = 0] = point?.coordinates ?? [];
      return point ? [[lon, lat] as const] : [];
    });
    return isClosed(corners) ? corners.slice(0, -1) : corners;
  });
}

function isClosed(corners: readonly Corner[]): boolean {
  const [first, last] = [corners[0], corners.at(-1)];
  return corners.length > 3 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
}

export type ZoneFault = { readonly unread: string } | { readonly few: number };

/** Faults that keep the text from being a zone: the first line of each kind. */
export function zoneFault(text: string): ZoneFault | null {
  const unread = areasIn(text)
    .flat()
    .find((line) => !parsePosition(line));
  if (unread !== undefined) return { unread };
  const few = cornersIn(text).find((corners) => corners.length < 3);
  return few ? { few: few.length } : null;
}

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
