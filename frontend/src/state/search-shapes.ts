/** Areas to be searched, as they are said: by box, sector, ring or corners. Pure. */

import type { Point } from "@/api/types";
import { courseText, ddm } from "@/geo/format";
import { geodesic } from "@/geo/geodesic";
import { searchAreas } from "@/i18n/en-search-areas";

export type Ring = readonly (readonly [lon: number, lat: number])[];

export type SearchShape =
  | {
      readonly shape: "box";
      readonly centre: Point;
      /** Along `courseDeg`. */
      readonly lengthNm: number;
      readonly widthNm: number;
      readonly courseDeg: number;
    }
  | {
      readonly shape: "sector";
      readonly centre: Point;
      readonly radiusNm: number;
      /** Clockwise from one true bearing to the other; the same: all round. */
      readonly fromDeg: number;
      readonly toDeg: number;
    }
  | {
      readonly shape: "ring";
      readonly centre: Point;
      readonly innerNm: number;
      readonly outerNm: number;
    };

const STEP_DEG = 10;

/** The rings of its polygon, closed; the outer one first. */
export function ringsOf(said: SearchShape): Ring[] {
  switch (said.shape) {
    case "box":
      return [boxOf(said)];
    case "sector":
      return [sectorOf(said)];
    case "ring":
      return [
        arc(said.centre, said.outerNm, 0, 360),
        ...(said.innerNm > 0 ? [arc(said.centre, said.innerNm, 0, 360).toReversed()] : []),
      ];
  }
}

function boxOf({
  centre,
  lengthNm,
  widthNm,
  courseDeg,
}: Extract<SearchShape, { shape: "box" }>): Ring {
  const half = Math.hypot(lengthNm, widthNm) / 2;
  const off = (Math.atan2(widthNm, lengthNm) * 180) / Math.PI;
  // Anticlockwise, as GeoJSON has outer rings.
  const courses = [off, -off, 180 + off, 180 - off];
  return closed(courses.map((turn) => beside(centre, courseDeg + turn, half)));
}

function sectorOf({
  centre,
  radiusNm,
  fromDeg,
  toDeg,
}: Extract<SearchShape, { shape: "sector" }>): Ring {
  const turn = (((toDeg - fromDeg) % 360) + 360) % 360;
  if (turn === 0) return arc(centre, radiusNm, 0, 360);
  return closed([...arc(centre, radiusNm, fromDeg, fromDeg + turn), lonLat(centre.coordinates)]);
}

/** Anticlockwise, and closed where it goes all round. */
function arc(centre: Point, radiusNm: number, fromDeg: number, toDeg: number): Ring {
  const steps = Math.max(1, Math.ceil((toDeg - fromDeg) / STEP_DEG));
  const corners = Array.from({ length: steps + 1 }, (_, n) =>
    beside(centre, toDeg - (n * (toDeg - fromDeg)) / steps, radiusNm),
  );
  return toDeg - fromDeg === 360 ? closed(corners.slice(0, -1)) : corners;
}

/** In the same turn of the earth as the centre: a ring over the antimeridian goes on beyond it. */
function beside(centre: Point, courseDeg: number, nm: number): readonly [number, number] {
  const [middle = 0] = centre.coordinates;
  const [lon = 0, lat = 0] = geodesic(centre, courseDeg, nm).coordinates;
  const near = lon - 360 * Math.round((lon - middle) / 360);
  return [near, lat];
}

const lonLat = ([lon = 0, lat = 0]: readonly number[]): readonly [number, number] => [lon, lat];

const closed = (corners: Ring): Ring => (corners[0] ? [...corners, corners[0]] : corners);

const nm = (value: number) => `${Number(value.toFixed(1))}`;

/** In words that are spoken to a unit: `box 10 × 6 nm along 045° about 34°20.0′N 012°42.0′E`. */
export function shapeText(said: SearchShape): string {
  const { spoken } = searchAreas;
  const centre = ddm(said.centre);
  switch (said.shape) {
    case "box":
      return spoken.box(nm(said.lengthNm), nm(said.widthNm), courseText(said.courseDeg), centre);
    case "sector":
      return courseText(said.fromDeg) === courseText(said.toDeg)
        ? spoken.circle(nm(said.radiusNm), centre)
        : spoken.sector(
            nm(said.radiusNm),
            courseText(said.fromDeg),
            courseText(said.toDeg),
            centre,
          );
    case "ring":
      return spoken.ring(nm(said.innerNm), nm(said.outerNm), centre);
  }
}

/** A line of the server's takes no more characters. */
export const MOST_NOTE = 200;

/** The words of the shape, and behind them the note that was typed; how far that is too long. */
export function noteOf(shape: SearchShape | null, note: string) {
  const text = [shape ? shapeText(shape) : "", note].filter(Boolean).join("; ");
  return { text, over: Math.max(0, [...text].length - MOST_NOTE) };
}
