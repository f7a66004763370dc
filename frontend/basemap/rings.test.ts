import { expect, test } from "vitest";
import { unrolled, unrolledPolygon } from "./rings";

const widest = (ring: number[][]) =>
  Math.max(...ring.slice(1).map(([lon = 0], at) => Math.abs(lon - (ring[at]?.[0] ?? 0))));

test("a ring that never steps over the antimeridian is left as it is", () => {
  const ring = [
    [10, 40],
    [12, 40],
    [12, 42],
    [10, 40],
  ];
  expect(unrolled(ring)).toEqual(ring);
});

test("a ring that steps over the antimeridian runs on beyond it", () => {
  const fiji = [
    [179, -16],
    [-179, -16],
    [-179, -17],
    [179, -17],
    [179, -16],
  ];
  expect(unrolled(fiji)).toEqual([
    [179, -16],
    [181, -16],
    [181, -17],
    [179, -17],
    [179, -16],
  ]);
});

test.each([
  [
    "east about",
    [
      [-170, -70],
      [-50, -75],
      [60, -66],
      [170, -71],
      [-170, -70],
    ],
  ],
  [
    "west about",
    [
      [170, -70],
      [50, -75],
      [-60, -66],
      [-170, -71],
      [170, -70],
    ],
  ],
])("a ring round the pole, %s, is led along the pole and closes", (_, ring) => {
  const flat = unrolled(ring);
  expect(flat[0]).toEqual(flat.at(-1));
  expect(flat.filter(([, lat]) => lat === -90).map(([lon]) => Math.abs(lon ?? 0))).toEqual([
    180, 180,
  ]);
  expect(flat.every(([lon = 0]) => lon >= -180 && lon <= 180)).toBe(true);
  const coast = flat.filter(([, lat]) => lat !== -90);
  expect(widest(coast.slice(0, -1))).toBeLessThan(180);
});

test("a hole is brought to the side on which its outer ring runs", () => {
  const outer = [
    [170, 0],
    [-160, 0],
    [-160, 10],
    [170, 10],
    [170, 0],
  ];
  const hole = [
    [-175, 4],
    [-174, 4],
    [-174, 5],
    [-175, 4],
  ];
  expect(unrolledPolygon([outer, hole]).coordinates[1]?.[0]).toEqual([185, 4]);
});
