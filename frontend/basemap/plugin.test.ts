import { expect, test } from "vitest";
import { ARCHIVES, coverageOf } from "./plugin";

test("of each archive is known what it covers", () => {
  const world = coverageOf(ARCHIVES.land);
  expect(world.zooms).toEqual([0, 5]);
  expect(world.boxes.length).toBe(1);
  const waters = coverageOf(ARCHIVES.waters);
  expect(waters.zooms).toEqual([7, 10]);
  const [west = 0, south = 90, east = 0, north = 0] = waters.bounds;
  expect(west < 12.6 && east > 14.5 && south < 35.5 && north > 35.9).toBe(true);
});
