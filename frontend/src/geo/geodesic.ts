/** The end of a geodesic on the WGS 84 ellipsoid (Vincenty 1975, direct). Pure. */

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
  const a = 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
  const b = (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
  const plain = (nm * M_PER_NM) / (POLE_M * a);

  let turn = plain;
  let middle = 0;
  let before: number;
  do {
    before = turn;
    middle = Math.cos(2 * toEquator + turn);
    const [sin, cos, m2] = [Math.sin(turn), Math.cos(turn), middle ** 2];
    const last = (b / 6) * middle * (4 * sin ** 2 - 3) * (4 * m2 - 3);
    turn = plain + b * sin * (middle + (b / 4) * (cos * (2 * m2 - 1) - last));
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
