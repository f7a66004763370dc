import { expect, test } from "vitest";
import { underParts, viewEdges } from "./view-edges";

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

const LINE = { left: 10, top: 700, width: 400, height: 25 };

/** The place in pixels from the view's upper left corner, as the map draws it. */
function pixelOf([lon = 0, lat = 0]: readonly number[]): [number, number] {
  const turnPx = 512 * 2 ** VIEW.zoom;
  const y = (at: number) => Math.log(Math.tan(Math.PI / 4 + (at * Math.PI) / 360));
  return [((lon - VIEW.west) / 360) * turnPx, ((y(VIEW.north) - y(lat)) / (2 * Math.PI)) * turnPx];
}

test.each([1, 2])("a floating line has boxes under all of it and little beside it", (scale) => {
  const half = (34 * scale) / 2;
  const places = underParts(VIEW, [LINE], scale).map(({ geometry }) =>
    geometry.type === "Point" ? pixelOf(geometry.coordinates) : [Number.NaN, Number.NaN],
  );
  for (let x = LINE.left; x <= LINE.left + LINE.width; x += 5)
    for (const y of [LINE.top, LINE.top + LINE.height])
      expect(
        places.some(
          ([px = 0, py = 0]) => Math.abs(px - x) <= half + 1e-6 && Math.abs(py - y) <= half + 1e-6,
        ),
      ).toBe(true);
  const lefts = places.map(([px = 0]) => px - half);
  expect(Math.min(...lefts)).toBeCloseTo(LINE.left, 6);
  expect(Math.max(...lefts) + 2 * half).toBeCloseTo(LINE.left + LINE.width, 6);
});

test("without a floating part there is no box", () => {
  expect(underParts(VIEW, [])).toEqual([]);
});
