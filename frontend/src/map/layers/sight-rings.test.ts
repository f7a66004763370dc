import { expect, test } from "vitest";
import { distanceNm } from "@/geo/sphere";
import type { Sight } from "@/state/sight";
import type { Seen } from "../seen";
import { sightRings } from "./sight-rings";

const FROM: Sight = {
  unit: { thing: "asset", id: "a" },
  place: [12, 34],
  name: "Nemo",
  coarseNm: 0,
  eyeM: 150,
  targetM: 4,
  means: "eye",
};
const NOBODY: Seen["units"] = [];
const drawnOf = (sight: Sight | null, units = NOBODY) => sightRings({ sight, units });
const at = (lon: number, lat: number) =>
  [{ id: "a", point: { type: "Point", coordinates: [lon, lat] } }] as unknown as Seen["units"];

test("a ring goes through all places at the horizon, another where something high is above it", () => {
  const [place, near, far] = drawnOf(FROM);
  expect(place?.geometry).toEqual({ type: "Point", coordinates: [12, 34] });
  expect([near?.properties?.name, far?.properties?.name]).toEqual([
    "horizon 25 nm",
    "4 m high: 30 nm",
  ]);
  const line = far?.geometry.type === "LineString" ? far.geometry.coordinates : [];
  for (const [lon = 0, lat = 0] of line)
    expect(distanceNm([12, 34], [lon, lat])).toBeCloseTo(29.67, 1);
});

test("without a height of what is looked for there is the horizon alone", () => {
  expect(drawnOf({ ...FROM, targetM: 0 })).toHaveLength(2);
  expect(drawnOf({ ...FROM, eyeM: 0, targetM: 0 })).toHaveLength(1);
});

test("the ring goes with its unit, and stays where it was once that is seen no more", () => {
  expect(drawnOf(FROM, at(13, 35))[0]?.geometry).toMatchObject({ coordinates: [13, 35] });
  expect(drawnOf(FROM)[0]?.geometry).toMatchObject({ coordinates: [12, 34] });
});

test("of a place that is told coarsely the range is told no finer", () => {
  expect(drawnOf({ ...FROM, coarseNm: 5 })[1]?.properties?.name).toBe("horizon about 25 nm");
});

test("nothing is drawn while nobody asks", () => {
  expect(drawnOf(null)).toEqual([]);
});
