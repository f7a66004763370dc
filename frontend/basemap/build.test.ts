import { brotliCompressSync, constants } from "node:zlib";
import type { Polygon, Position } from "geojson";
import { expect, test, vi } from "vitest";
import { unpacked } from "../src/map/basemap/pack";
import { land, packs } from "./build";

vi.setConfig({ testTimeout: 60_000 });

const BUDGET_BYTES = 1_500_000;
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

const made = packs();

function inside(ring: readonly Position[], lon: number, lat: number): boolean {
  let odd = false;
  ring.forEach(([x1 = 0, y1 = 0], n) => {
    const [x0 = 0, y0 = 0] = ring.at(n - 1) ?? [];
    if (y1 > lat !== y0 > lat && lon < ((x0 - x1) * (lat - y1)) / (y0 - y1) + x1) odd = !odd;
  });
  return odd;
}

function isLand(polygons: readonly Polygon[], lon: number, lat: number): boolean {
  const turns = [lon - 360, lon, lon + 360];
  return polygons.some(({ coordinates: [outer = [], ...holes] }) =>
    turns.some((x) => inside(outer, x, lat) && !holes.some((hole) => inside(hole, x, lat))),
  );
}

test.each(["110m", "50m", "10m"])(
  "no ring of %s steps across the world, and all close",
  (atlas) => {
    for (const { geometry } of land(atlas)) {
      for (const ring of (geometry as Polygon).coordinates) {
        expect(ring[0]).toEqual(ring.at(-1));
        const coast = ring.filter(([, lat]) => Math.abs(lat ?? 0) < 90);
        const steps = coast.slice(1).map(([lon = 0], n) => Math.abs(lon - (coast[n]?.[0] ?? 0)));
        if (coast.length === ring.length) expect(Math.max(...steps)).toBeLessThan(180);
      }
    }
  },
);

test("land is land and sea is sea, also at the antimeridian and at the pole", () => {
  const polygons = land("50m").map(({ geometry }) => geometry as Polygon);
  const at = (lon: number, lat: number) => isLand(polygons, lon, lat);
  const ashore = [
    [14.44, 35.88],
    [178, 67.5],
    [-175, 66.5],
    [178, -17.8],
    [0, -89],
    [179, -88],
    [-179, -88],
    [25, 0],
  ];
  const afloat = [
    [12.7, 34.33],
    [179.5, 0],
    [-179.5, 0],
    [179.9, 50],
    [-179.9, 50],
    [0, 89],
    [50, 42],
    [-30, 40],
  ];
  expect(ashore.filter(([lon = 0, lat = 0]) => !at(lon, lat))).toEqual([]);
  expect(afloat.filter(([lon = 0, lat = 0]) => at(lon, lat))).toEqual([]);
});

test("the files fit the budget, coarse is a small part, and are the same each time", () => {
  const sizes = new Map(
    [...made].map(([name, bytes]) => [name, brotliCompressSync(bytes, QUICK).length]),
  );
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  expect(total).toBeLessThan(BUDGET_BYTES);
  expect(sizes.get("coarse")).toBeLessThan(40_000);
  const again = packs();
  expect([...again.keys()]).toEqual([...made.keys()]);
  for (const [name, bytes] of again) {
    expect(Buffer.compare(bytes, made.get(name) ?? Buffer.of())).toBe(0);
  }
});

test("both sides of the antimeridian have their tiles", () => {
  const tiles = (name: string) =>
    unpacked((made.get(name) ?? new Uint8Array(4)).slice().buffer as ArrayBuffer);
  expect(tiles("fine-0-1").has("5/0/7")).toBe(true);
  expect(tiles("fine-7-1").has("5/31/7")).toBe(true);
});
