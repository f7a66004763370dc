import { expect, test } from "vitest";
import type { SearchArea } from "@/api/types";
import { areasText, areaText } from "./area-text";

const ring = [
  [12.5, 34.1],
  [12.9, 34.1],
  [12.9, 34.5],
  [12.5, 34.5],
  [12.5, 34.1],
];
const area = (told: Partial<SearchArea>, coordinates = [[ring]]) =>
  ({
    name: "A1",
    area: { type: "MultiPolygon", coordinates },
    assigned_to: "",
    pattern: "",
    note: "",
    ...told,
  }) as SearchArea;

test("an area is told by its shape in words, whose it is and how it is searched", () => {
  const note = "box 24 × 20 nm along 000° about 34°18.0′N 012°42.0′E";
  expect(areaText(area({ note, assigned_to: "Nemo 1", pattern: "sector (VS)" }))).toBe(
    `A1: ${note}, searched by Nemo 1, sector (VS)`,
  );
});

test("one without such words by its corners, or of many the box around it", () => {
  expect(areaText(area({}))).toBe(
    "A1: corners 34°06.0′N 012°30.0′E / 34°06.0′N 012°54.0′E / 34°30.0′N 012°54.0′E / 34°30.0′N 012°30.0′E",
  );
  const west = [[-180, 10], [-179, 10], [-179, 11], [-180, 11], [-180, 10]]; // biome-ignore format: pairs
  const east = [[179, 10], [180, 10], [180, 11], [179, 11], [179, 10]]; // biome-ignore format: pairs
  expect(areaText(area({}, [[east], [west]]))).toBe(
    "A1: within 10°00.0′N 179°00.0′E to 11°00.0′N 179°00.0′W",
  );
});

test("all areas of a case stand in one line, and none says nothing", () => {
  const areas = [area({ note: "ring 1" }), area({ name: "A2" })];
  expect(areasText({ search_areas: areas as never })).toContain("; A2: corners");
  expect(areasText({ search_areas: [] })).toBe("");
});
