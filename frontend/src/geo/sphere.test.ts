import { expect, test } from "vitest";
import type { LonLat } from "./lonlat";
import { circle, courseDeg, distanceNm, greatCircle, legs, reckoned } from "./sphere";

const LUQA: LonLat = [14.48, 35.86];
const SCENE: LonLat = [12.7, 34.3333];

test("a minute of latitude is a nautical mile", () => {
  expect(distanceNm([12, 34], [12, 35])).toBeCloseTo(60, 6);
});

test("reckoning along the course and the distance arrives", () => {
  const arrived = reckoned(LUQA, courseDeg(LUQA, SCENE), distanceNm(LUQA, SCENE));
  expect(arrived[0]).toBeCloseTo(SCENE[0], 6);
  expect(arrived[1]).toBeCloseTo(SCENE[1], 6);
});

test("every corner of a circle is as far away as its radius, and it closes", () => {
  const ring = circle(SCENE, 20);
  expect(ring[0]).toEqual(ring.at(-1));
  for (const corner of ring) expect(distanceNm(SCENE, corner)).toBeCloseTo(20, 6);
});

test("a way over the antimeridian goes the short way round and never jumps", () => {
  const way = greatCircle([178, -18], [-178, -17]);
  expect(way.at(-1)?.[0]).toBeCloseTo(182, 6);
  way.slice(1).forEach(([lon], n) => {
    expect(Math.abs(lon - (way[n]?.[0] ?? 0))).toBeLessThan(3);
  });
});

test("a way of several legs goes through every corner, also over the antimeridian", () => {
  const line = legs([
    [179, 0],
    [-179, 1],
    [-178, 1],
  ]);
  expect(line[0]).toEqual([179, 0]);
  expect(line).toContainEqual([181, 1]);
  expect(line.at(-1)).toEqual([182, 1]);
});
