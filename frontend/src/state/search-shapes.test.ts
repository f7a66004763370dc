import { expect, test } from "vitest";
import { MOST_NOTE, noteOf, ringsOf, type SearchShape, shapeText } from "./search-shapes";

/** On a sphere, which is near enough here. */
function distanceNm(
  [lon1, lat1]: readonly [number, number],
  [lon2, lat2]: readonly [number, number],
) {
  const [a, b] = [(lat1 * Math.PI) / 180, (lat2 * Math.PI) / 180];
  const half = (degrees: number) => Math.sin((degrees * Math.PI) / 360) ** 2;
  const chord = half(lat2 - lat1) + Math.cos(a) * Math.cos(b) * half(lon2 - lon1);
  return ((2 * 10_800) / Math.PI) * Math.asin(Math.sqrt(chord));
}

const at = (lon: number, lat: number) => ({ type: "Point" as const, coordinates: [lon, lat] });
const box: SearchShape = {
  shape: "box",
  centre: at(12.7, 34.3333),
  lengthNm: 10,
  widthNm: 6,
  courseDeg: 45,
};

const away = ([lon, lat]: readonly [number, number], centre = box.centre) =>
  distanceNm([lon, lat], [centre.coordinates[0] ?? 0, centre.coordinates[1] ?? 0]);

/** Twice the area by corners: above zero where the ring goes anticlockwise. */
const turned = (ring: readonly (readonly [number, number])[]) =>
  ring.slice(1).reduce((sum, [x, y], n) => {
    const [x0, y0] = ring[n] ?? [0, 0];
    return sum + (x0 * y - x * y0);
  }, 0);

test("a box has its length along its course, and its width across", () => {
  const [ring = []] = ringsOf(box);
  expect(ring).toHaveLength(5);
  expect(ring[4]).toEqual(ring[0]);
  const [a, b, c] = ring;
  if (!a || !b || !c) throw new Error("no corners");
  expect(distanceNm([...a], [...b])).toBeCloseTo(6, 1);
  expect(distanceNm([...b], [...c])).toBeCloseTo(10, 1);
  expect(turned(ring)).toBeGreaterThan(0);
  expect(shapeText(box)).toBe("box 10 × 6 nm along 045° about 34°20.0′N 012°42.0′E");
});

test("a sector goes clockwise from one bearing to the other, through north too", () => {
  const sector: SearchShape = {
    shape: "sector",
    centre: box.centre,
    radiusNm: 8,
    fromDeg: 330,
    toDeg: 30,
  };
  const [ring = []] = ringsOf(sector);
  expect(ring.at(-2)).toEqual([12.7, 34.3333]);
  for (const corner of ring.slice(0, -2)) expect(away(corner)).toBeCloseTo(8, 0);
  expect(Math.min(...ring.map(([, lat]) => lat))).toBeCloseTo(34.3333, 4);
  expect(turned(ring)).toBeGreaterThan(0);
  expect(shapeText(sector)).toContain("from 330° to 030°");
  expect(shapeText({ ...sector, toDeg: 330 })).toContain("circle of 8 nm");
});

test("a ring has a hole, which goes the other way round", () => {
  const ring: SearchShape = { shape: "ring", centre: box.centre, innerNm: 5, outerNm: 12 };
  const [outer = [], inner = []] = ringsOf(ring);
  for (const corner of outer) expect(away(corner)).toBeCloseTo(12, 0);
  for (const corner of inner) expect(away(corner)).toBeCloseTo(5, 0);
  expect(turned(outer)).toBeGreaterThan(0);
  expect(turned(inner)).toBeLessThan(0);
  expect(ringsOf({ ...ring, innerNm: 0 })).toHaveLength(1);
});

test("a ring is said from its smaller radius to its larger", () => {
  const ring: SearchShape = { shape: "ring", centre: box.centre, innerNm: 5, outerNm: 12.5 };
  expect(shapeText(ring)).toBe("ring from 5 to 12.5 nm about 34°20.0′N 012°42.0′E");
});

test("the note holds the words of the shape and what was typed, as far as one line takes it", () => {
  const words = shapeText(box);
  const room = MOST_NOTE - words.length - "; ".length;
  expect(noteOf(box, "")).toEqual({ text: words, over: 0 });
  expect(noteOf(null, "look for rafts")).toEqual({ text: "look for rafts", over: 0 });
  expect(noteOf(box, "x".repeat(room))).toEqual({ text: `${words}; ${"x".repeat(room)}`, over: 0 });
  expect(noteOf(box, "x".repeat(room + 3)).over).toBe(3);
  expect(noteOf(null, "🛟".repeat(MOST_NOTE)).over).toBe(0);
});

test("over the antimeridian a ring goes on", () => {
  const [ring = []] = ringsOf({ ...box, centre: at(179.95, -17) });
  const lons = ring.map(([lon]) => lon);
  expect(Math.max(...lons) - Math.min(...lons)).toBeLessThan(1);
  expect(Math.max(...lons)).toBeGreaterThan(180);
});
