import { expect, test } from "vitest";
import { measures } from "./measured-way";

test("each leg tells its course and length, and every corner is marked", () => {
  const drawn = measures({
    measured: [
      [12, 34],
      [12, 35],
      [13.2, 35],
    ],
  });
  expect(drawn.map(({ id, properties }) => [id, properties?.name])).toEqual([
    ["corner 0", undefined],
    ["corner 1", undefined],
    ["leg 1", "000° 60 nm"],
    ["corner 2", undefined],
    ["leg 2", "090° 59 nm"],
  ]);
});

test("nothing is drawn while nothing is measured", () => {
  expect(measures({ measured: null })).toEqual([]);
});
