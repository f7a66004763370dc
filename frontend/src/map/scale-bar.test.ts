import { expect, test } from "vitest";
import { scaleAt, scaleName } from "./scale-bar";

test.each([
  [0, 2],
  [35, 7],
  [60, 9],
  [80, 4],
])("at %i° and zoom %i the bar is round and fits", (lat, zoom) => {
  const { nm, widthPx } = scaleAt(lat, zoom);
  expect(widthPx).toBeLessThanOrEqual(140);
  expect(widthPx).toBeGreaterThan(50);
  expect(Number(nm.toPrecision(1))).toBeCloseTo(nm, 9);
});

test("a bar of 20 nm is as long as 20 minutes of latitude there", () => {
  const { nm, widthPx } = scaleAt(34.33, 7);
  const pxPerDegreeLon = (512 * 2 ** 7) / 360;
  const pxPerMinuteLat = pxPerDegreeLon / Math.cos((34.33 * Math.PI) / 180) / 60;
  expect(widthPx / nm).toBeCloseTo(pxPerMinuteLat, 1);
});

test("its length is said in nautical miles", () => {
  expect(scaleName(20)).toBe("20 nm");
  expect(scaleName(0.5)).toBe("0.5 nm");
  expect(scaleName(1000)).toBe("1 000 nm");
});
