import { expect, test } from "vitest";
import { measures } from "./measured-way";

test("each leg tells its course and length, and every corner is marked", () => {
  const drawn = measures({
    measured: [
      { place: [12, 34], coarseNm: 0 },
      { place: [12, 35], coarseNm: 0 },
      { place: [13.2, 35], coarseNm: 0 },
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

test("a leg to a sign whose place is coarse is told no finer than that", () => {
  const name = (nm: number, coarseNm: number) =>
    measures({
      measured: [
        { place: [12, 34], coarseNm: 0 },
        { place: [12.002, 34 + nm / 60], coarseNm },
      ],
    }).at(-1)?.properties?.name;
  expect(name(8.34, 0)).toBe("001° 8.3 nm");
  expect(name(8.34, 0.5)).toBe("000° about 8 nm");
  expect(name(62, 5)).toBe("000° about 60 nm");
  expect(name(3, 10)).toBe("000° about 0 nm");
});

test("nothing is drawn while nothing is measured", () => {
  expect(measures({ measured: null })).toEqual([]);
});
