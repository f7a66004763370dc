import fc from "fast-check";
import { expect, test } from "vitest";
import { cutAtAntimeridian } from "./antimeridian";

type Ring = readonly (readonly [number, number])[];

/** Above zero where the ring goes anticlockwise. */
const areaOf = (ring: Ring) => {
  const [x0, y0] = ring[0] ?? [0, 0];
  return ring.slice(1).reduce((sum, [x, y], n) => {
    const [a, b] = ring[n] ?? [0, 0];
    return sum + ((a - x0) * (y - y0) - (x - x0) * (b - y0)) / 2;
  }, 0);
};
const sum = (rings: readonly Ring[]) => rings.reduce((all, ring) => all + areaOf(ring), 0);
const square = (west: number, south: number, side: number): Ring => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];
const round = (lon: number, lat: number, radius: number): Ring => {
  const corners = Array.from({ length: 36 }, (_, n): [number, number] => {
    const turn = (n * Math.PI) / 18;
    return [lon + radius * Math.cos(turn), lat + radius * Math.sin(turn)];
  });
  return [...corners, ...corners.slice(0, 1)];
};

/** Closed rings on the earth, the outer ones anticlockwise, with the area of the whole. */
function expectCut(parts: readonly (readonly Ring[])[] | null, area: number) {
  if (!parts) throw new Error("not cut");
  expect(sum(parts.flat())).toBeCloseTo(area, 6);
  for (const [outer = [], ...holes] of parts) {
    expect(areaOf(outer)).toBeGreaterThan(0);
    for (const hole of holes) expect(areaOf(hole)).toBeLessThan(0);
    for (const ring of [outer, ...holes]) {
      expect(ring.at(-1)).toEqual(ring[0]);
      const lons = ring.map(([lon]) => lon);
      expect(Math.max(...lons.map(Math.abs))).toBeLessThanOrEqual(180);
      expect(Math.max(...lons) - Math.min(...lons)).toBeLessThan(180);
    }
  }
}

test("an area that does not touch the antimeridian stays as it is", () => {
  const rings = [square(10, 30, 6), square(12, 32, 2).toReversed()];
  expect(cutAtAntimeridian(rings)).toEqual([rings]);
});

test("one over it becomes two", () => {
  const parts = cutAtAntimeridian([square(179, -18, 2)]);
  expectCut(parts, 4);
  expect(parts?.map(([ring]) => Math.sign(ring?.[1]?.[0] ?? 0))).toEqual([1, -1]);
});

test("so does one of which the corners jump, whichever way round they were typed", () => {
  const typed: Ring = [
    [179, -18],
    [-179, -18],
    [-179, -16],
    [179, -16],
    [179, -18],
  ];
  expectCut(cutAtAntimeridian([typed]), 4);
  expectCut(cutAtAntimeridian([typed.toReversed()]), 4);
});

test("one that merely touches it is not cut", () => {
  for (const west of [178, -180, 180, -182])
    expect(cutAtAntimeridian([square(west, -18, 2)])).toHaveLength(1);
});

test("a hole over it opens the outer ring, and others stay in their parts", () => {
  const rings = [square(170, -10, 20), square(179, -1, 2), square(172, 0, 1), square(185, 0, 1)];
  const parts = cutAtAntimeridian(rings);
  expectCut(parts, 394);
  expect(parts?.map(({ length }) => length)).toEqual([2, 2]);
});

test("a bent one comes apart into as many parts as it has", () => {
  const fork: Ring = [
    [178, 0],
    [182, 0],
    [182, 1],
    [179, 1],
    [179, 2],
    [182, 2],
    [182, 3],
    [178, 3],
    [178, 0],
  ];
  const parts = cutAtAntimeridian([fork]);
  expectCut(parts, 9);
  expect(parts).toHaveLength(3);
});

test.each([
  ["west", 177, 181],
  ["east", 183, 179],
])("a notch from the %s with its corner on the antimeridian parts that side", (_, far, near) => {
  const notched: Ring = [
    [far, 0],
    [near, 0],
    [near, 4],
    [far, 4],
    [180, 2],
    [far, 0],
  ];
  const parts = cutAtAntimeridian([notched]);
  expectCut(parts, 16 - 6);
  expect(parts).toHaveLength(3);
});

test.each([
  [178, 182],
  [182, 178],
])("an edge along the antimeridian is no spike: %d", (whole, half) => {
  const step: Ring = [
    [whole, 0],
    [180, 0],
    [180, 1],
    [half, 1],
    [half, 3],
    [whole, 3],
    [whole, 0],
  ];
  for (const ring of [step, step.map(([lon, lat]) => [lon, -lat] as const)]) {
    const parts = cutAtAntimeridian([ring]);
    expectCut(parts, 10);
    const sizes = parts?.map(([outer = []]) => [Math.abs(areaOf(outer)), outer.length]);
    expect(sizes?.toSorted()).toEqual([
      [4, 5],
      [6, expect.any(Number)],
    ]);
  }
});

test("one round a pole cannot be told", () => {
  const polar: Ring = [10, 100, -160, -70, 10].map((lon) => [lon, 88]);
  expect(cutAtAntimeridian([polar])).toBeNull();
});

test("rings with holes keep their area wherever they lie", () => {
  const figures = fc.record({
    lon: fc.double({ min: -185, max: 185, noNaN: true }),
    lat: fc.double({ min: -70, max: 70, noNaN: true }),
    outer: fc.double({ min: 1, max: 15, noNaN: true }),
    share: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
  });
  fc.assert(
    fc.property(figures, ({ lon, lat, outer, share }) => {
      const rings = [round(lon, lat, outer), round(lon, lat, outer * share).toReversed()];
      expectCut(cutAtAntimeridian(rings), sum(rings));
    }),
  );
});
