import { expect, test } from "vitest";
import { viewEdges } from "./view-edges";

const VIEW = { west: 12, south: 34, east: 14, north: 36, zoom: 9 };
const placesOf = (view: typeof VIEW, side: string) =>
  viewEdges(view).flatMap(({ geometry, properties }) =>
    properties?.side === side && geometry.type === "Point" ? [geometry.coordinates] : [],
  );

test("each side has its boxes from corner to corner, without a gap", () => {
  const turnPx = 512 * 2 ** VIEW.zoom;
  const top = placesOf(VIEW, "top");
  expect(top[0]).toEqual([12, 36]);
  expect(top.at(-1)).toEqual([14, 36]);
  const step = ((top[1]?.[0] ?? 0) - (top[0]?.[0] ?? 0)) / 360;
  expect(step * turnPx).toBeLessThanOrEqual(34 + 2 * 130);
  const left = placesOf(VIEW, "left");
  expect(left.every(([lon]) => lon === 12)).toBe(true);
  expect(left[0]?.[1]).toBeCloseTo(34, 9);
  expect(left.at(-1)?.[1]).toBeCloseTo(36, 9);
});

test("a view of the whole earth has no sides, which would stand in it once more", () => {
  const earth = { west: -200, south: -60, east: 200, north: 75, zoom: 1.5 };
  expect(placesOf(earth, "left")).toEqual([]);
  expect(placesOf(earth, "top").length).toBeGreaterThan(1);
});
