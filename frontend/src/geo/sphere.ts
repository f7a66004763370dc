/** Circles and ways on the sphere, fine for drawing; lengths that decide come from the server. */

import type { LonLat } from "./lonlat";

const RADIANS = Math.PI / 180;
const NM_PER_RADIAN = 10_800 / Math.PI;

/** The point `distanceNm` away from `from` on the course `courseDeg`. */
export function reckoned(from: LonLat, courseDeg: number, distanceNm: number): LonLat {
  const [lon, lat] = [from[0] * RADIANS, from[1] * RADIANS];
  const course = courseDeg * RADIANS;
  const turn = distanceNm / NM_PER_RADIAN;
  const sine = Math.sin(lat) * Math.cos(turn) + Math.cos(lat) * Math.sin(turn) * Math.cos(course);
  const east = Math.sin(course) * Math.sin(turn) * Math.cos(lat);
  const north = Math.cos(turn) - Math.sin(lat) * sine;
  return [(lon + Math.atan2(east, north)) / RADIANS, Math.asin(sine) / RADIANS];
}

export function distanceNm(from: LonLat, to: LonLat): number {
  const [half1, half2] = [(to[1] - from[1]) / 2, (to[0] - from[0]) / 2].map((d) =>
    Math.sin(d * RADIANS),
  ) as [number, number];
  const chord = half1 ** 2 + Math.cos(from[1] * RADIANS) * Math.cos(to[1] * RADIANS) * half2 ** 2;
  return 2 * NM_PER_RADIAN * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** The first course of the shortest way, 0 to 360. */
export function courseDeg(from: LonLat, to: LonLat): number {
  const [lat1, lat2] = [from[1] * RADIANS, to[1] * RADIANS];
  const turn = (to[0] - from[0]) * RADIANS;
  const east = Math.sin(turn) * Math.cos(lat2);
  const north = Math.cos(lat1) * Math.sin(lat2) - Math.sin(lat1) * Math.cos(lat2) * Math.cos(turn);
  return (Math.atan2(east, north) / RADIANS + 360) % 360;
}

/** A closed ring of points around the centre. */
export function circle(centre: LonLat, radiusNm: number, corners = 64): LonLat[] {
  const ring: LonLat[] = [];
  for (let n = 0; n <= corners; n += 1) {
    ring.push(reckoned(centre, ((n % corners) * 360) / corners, radiusNm));
  }
  return ring;
}

/** The shortest way as points no more than 60 nm apart; it may run on beyond ±180. */
export function greatCircle(from: LonLat, to: LonLat): LonLat[] {
  const length = distanceNm(from, to);
  const legs = Math.max(1, Math.ceil(length / 60));
  const way: LonLat[] = [from];
  for (let leg = 1; leg <= legs; leg += 1) {
    const before = way[leg - 1] ?? from;
    const next = leg === legs ? to : reckoned(before, courseDeg(before, to), length / legs);
    way.push([beside(before[0], next[0]), next[1]]);
  }
  return way;
}

/** The shortest ways from corner to corner, as one line. */
export function legs([first, ...corners]: readonly LonLat[]): LonLat[] {
  const line: LonLat[] = first ? [first] : [];
  for (const corner of corners) {
    const from = line.at(-1) ?? corner;
    line.push(...greatCircle(from, corner).slice(1));
  }
  return line;
}

/** `lon` in the turn in which it is nearest to `other`. */
export function beside(other: number, lon: number): number {
  return lon + Math.round((other - lon) / 360) * 360;
}
