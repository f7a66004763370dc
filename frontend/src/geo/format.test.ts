import { expect, test } from "vitest";
import { localTime, notations } from "./format";

const at = (lon: number, lat: number) => ({ type: "Point" as const, coordinates: [lon, lat] });

test.each([
  [12.7, 34.3333, 0, ["34°20.0′N 012°42.0′E", "34°20′00″N 012°42′00″E", "34.3333 12.7000"]],
  [-0.99999, -89.99999, 0, ["90°00.0′S 001°00.0′W", "90°00′00″S 001°00′00″W", "−90.0000 −1.0000"]],
  [12.999, 34.999, 0, ["34°59.9′N 012°59.9′E", "34°59′56″N 012°59′56″E", "34.9990 12.9990"]],
])("a place is told in three notations: %d %d", (lon, lat, precision, told) => {
  expect(notations(at(lon, lat), precision)).toEqual(told);
});

test("a coarse place is told no finer than it is known", () => {
  expect(notations(at(12.7123, 34.3333), 5)).toEqual(["34°20′N 012°43′E", "34.33 12.71"]);
  for (const precision of [0.1, 0.5])
    expect(notations(at(12.7123, 34.3333), precision)).toEqual(["34°20′N 012°43′E", "34.33 12.71"]);
  expect(notations(at(12.7123, 34.3333), 0.05)).toHaveLength(3);
  expect(notations(at(12.7123, 34.3333), 120)).toEqual(["34°N 013°E"]);
});

test("a zone that this browser does not know has no time, and breaks nothing", () => {
  expect(localTime(Date.UTC(2026, 9, 11, 12, 26), "Europe/Rome")).toBe("14:26");
  expect(localTime(Date.UTC(2026, 9, 11, 12, 26), "Europe/Nowhere")).toBe("");
});
