import { expect, test } from "vitest";
import { eyeOf, factorOf, heightIn, sightNm } from "./sight";

test("the factors are those of nautical tables", () => {
  expect(factorOf("eye")).toBeCloseTo(2.08, 2);
  expect(factorOf("radar")).toBeCloseTo(2.23, 2);
});

test("the range is that to the horizon, and from there to what stands above it", () => {
  expect(sightNm(25, 0, "eye")).toBeCloseTo(10.4, 1);
  expect(sightNm(150, 0, "eye")).toBeCloseTo(25.5, 1);
  expect(sightNm(150, 4, "eye")).toBeCloseTo(sightNm(150, 0, "eye") + sightNm(4, 0, "eye"));
  expect(sightNm(0, 0, "radar")).toBe(0);
  expect(sightNm(25, 9, "radar")).toBeGreaterThan(sightNm(25, 9, "eye"));
});

test("one begins from the height of what looks", () => {
  expect(eyeOf("asset", "aircraft")).toBe(150);
  expect(eyeOf("asset", "vessel")).toBe(10);
  expect(eyeOf("ship", "vessel")).toBe(25);
  expect(eyeOf("asset", "team")).toBe(2);
});

test("a height is a number of metres, with a comma or a point", () => {
  expect(heightIn(" 1,5 ")).toBe(1.5);
  expect(heightIn("300")).toBe(300);
  expect(heightIn("")).toBe(0);
  for (const wrong of ["-1", "high", "1e9", "20001", "1,2,3"])
    expect(heightIn(wrong), wrong).toBeNull();
});
