import { expect, test } from "vitest";
import { graticule, lineName, stepMinutes } from "./graticule";

const view = { west: 11, south: 33, east: 15, north: 36, zoom: 7 };

test.each([
  [2040, "lat", "34°N"],
  [2070, "lat", "34°30′N"],
  [-90, "lat", "01°30′S"],
  [0, "lat", "00°"],
  [762, "lon", "012°42′E"],
  [-762, "lon", "012°42′W"],
  [10_800, "lon", "180°"],
  [10_860, "lon", "179°W"],
  [-10_860, "lon", "179°E"],
] as const)("the line at %i minutes of %s is called %s", (minutes, axis, name) => {
  expect(lineName(minutes, axis)).toBe(name);
});

test("the closer the view the finer the lines, never fewer than four across", () => {
  expect(stepMinutes(view)).toBe(30);
  expect(stepMinutes({ ...view, east: 11.1, north: 33.1 })).toBe(1);
  expect(stepMinutes({ west: -180, south: -85, east: 180, north: 85, zoom: 1 })).toBe(1800);
});

test("every line has its name at the edge, but where the edge would cut it", () => {
  const ids = graticule(view).map(({ id }) => id);
  const nameless = ids.filter((id) => !id.startsWith("name-") && !ids.includes(`name-${id}`));
  expect(nameless).toEqual(["lon660", "lon900", "lat1980", "lat2160"]);
  expect(new Set(ids).size).toBe(ids.length);
});

test("larger letters need more room at the edge", () => {
  const named = (west: number, scale: number) =>
    graticule({ ...view, west }, scale).some(({ id }) => id === "name-lon690");
  const px = 360 / 512 / 2 ** view.zoom;
  expect(named(11.5 - 40 * px, 1)).toBe(true);
  expect(named(11.5 - 25 * px, 1)).toBe(false);
  expect(named(11.5 - 40 * px, 2)).toBe(false);
});
