import { expect, test } from "vitest";
import { around } from "./camera";
import { bearing } from "./near";

test("corners hold all points, also across the antimeridian", () => {
  expect(
    around([
      [12, 34],
      [14, 36],
      [13, 33],
    ]),
  ).toEqual([12, 33, 14, 36]);
  expect(
    around([
      [179, -17],
      [-179, -18],
    ]),
  ).toEqual([179, -18, 181, -17]);
  expect(around([])).toBeNull();
});

test("a bearing is said with three digits", () => {
  expect(bearing([12, 34], [12, 35])).toEqual(["000°", "60 nm"]);
  expect(bearing([12, 34], [12.1, 34])).toEqual(["090°", "5.0 nm"]);
});
