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

test.each([1, 1.93, 2.22])("it grows with letters that are %d times as large", (scale) => {
  for (let zoom = 2; zoom < 14; zoom += 0.25) {
    const { widthPx } = scaleAt(35, zoom, scale);
    expect(widthPx).toBeLessThanOrEqual(140 * scale);
    expect(widthPx).toBeGreaterThan(50 * scale);
  }
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
