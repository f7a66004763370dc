import { expect, test } from "vitest";
import { around } from "./camera";
import { bearing } from "./near";
import { roomIn } from "./room";

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

test("the room around what is fitted leaves half of a small map", () => {
  expect(roomIn(640, 600)).toEqual({ top: 70, bottom: 70, left: 60, right: 90 });
  for (const [width, height] of [
    [390, 120],
    [80, 337],
  ] as const) {
    const { top, bottom, left, right } = roomIn(width, height);
    expect(top + bottom).toBeLessThanOrEqual(height / 2);
    expect(left + right).toBeLessThanOrEqual(width / 2);
  }
});
