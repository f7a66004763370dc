import { expect, test } from "vitest";
import type { Sketched } from "@/state/pointing";
import type { Seen } from "../seen";
import { sketches } from "./zones";

const SQUARE = [
  [12, 34],
  [14, 34],
  [14, 36],
  [12, 36],
] as const;
const INNER = [
  [12.5, 34.5],
  [13.5, 34.5],
  [13, 35.5],
] as const;
const drawnOf = (written: Sketched) => sketches({ sketch: [written] } as unknown as Seen);

test("an area that is written is closed, and a ring has its hole", () => {
  const [area, ...more] = drawnOf({ name: "A1", corners: SQUARE, hole: INNER });
  expect(more).toEqual([]);
  expect(area?.geometry).toMatchObject({ type: "Polygon" });
  const rings = area?.geometry.type === "Polygon" ? area.geometry.coordinates : [];
  expect(rings.map((ring) => ring.length)).toEqual([5, 4]);
});

test("its corners have marks where they are given one by one, and while there are few", () => {
  const few = drawnOf({ name: "A1", corners: SQUARE.slice(0, 2) });
  expect(few.map(({ geometry }) => geometry.type)).toEqual(["LineString", "Point", "Point"]);
  const all = drawnOf({ name: "A1", corners: SQUARE, marked: true });
  expect(all.map(({ geometry }) => geometry.type)).toEqual(["Polygon", ...Array(4).fill("Point")]);
});
