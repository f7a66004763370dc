/**
 * The end of a geodesic on the WGS 84 ellipsoid (Vincenty 1975, direct; the terms left out are less
 * than a metre). Pure.
 */

import type { Point } from "@/api/types";

const M_PER_NM = 1_852;
const EQUATOR_M = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const POLE_M = EQUATOR_M * (1 - FLATTENING);
const RADIANS = Math.PI / 180;

export function geodesic({ coordinates }: Point, courseDeg: number, nm: number): Point {
  const [lon = 0, lat = 0] = coordinates;
  const [sinCourse, cosCourse] = [Math.sin(courseDeg * RADIANS), Math.cos(courseDeg * RADIANS)];
  // Latitudes are reduced: on the sphere around the ellipsoid.
  const reduced = Math.atan2((1 - FLATTENING) * Math.sin(lat * RADIANS), Math.cos(lat * RADIANS));
  const [sin1, cos1] = [Math.sin(reduced), Math.cos(reduced)];
  const toEquator = Math.atan2(sin1, cos1 * cosCourse);
  const sinEquator = cos1 * sinCourse;
  const cos2Equator = 1 - sinEquator ** 2;
  const u2 = cos2Equator * ((EQUATOR_M / POLE_M) ** 2 - 1);
  const a = 1 + u2 / 4 - (3 * u2 ** 2) / 64;
  const b = u2 / 4 - u2 ** 2 / 8;
  const plain = (nm * M_PER_NM) / (POLE_M * a);

  let turn = plain;
  let middle = 0;
  let before: number;
  do {
    before = turn;
    middle = Math.cos(2 * toEquator + turn);
    const twice = Math.cos(turn) * (2 * middle ** 2 - 1);
    turn = plain + b * Math.sin(turn) * (middle + (b / 4) * twice);
  } while (Math.abs(turn - before) > 1e-12);
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  const high = sin1 * cos + cos1 * sin * cosCourse;
  const along = sin1 * sin - cos1 * cos * cosCourse;
  const lat2 = Math.atan2(high, (1 - FLATTENING) * Math.hypot(sinEquator, along));
  const east = Math.atan2(sin * sinCourse, cos1 * cos - sin1 * sin * cosCourse);
  const c = (FLATTENING / 16) * cos2Equator * (4 + FLATTENING * (4 - 3 * cos2Equator));
  const series = middle + c * cos * (2 * middle ** 2 - 1);
  const lon2 =
    lon + (east - (1 - c) * FLATTENING * sinEquator * (turn + c * sin * series)) / RADIANS;
  return {
    type: "Point",
    coordinates: [lon2 - 360 * Math.floor((lon2 + 180) / 360), lat2 / RADIANS],
  };
}
