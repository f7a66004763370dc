import fc from "fast-check";
import { expect, test } from "vitest";
import { ddm } from "@/geo/format";
import { parsePosition, parseTime } from "@/geo/parse";

const SCENE: readonly [number, number] = [12.7, 34.333333];

test.each([
  "34°20.0′N 012°42.0′E",
  "34 20.0N 012 42.0E",
  "34-20.0N 012-42.0E",
  "N34 20.0 E012 42.0",
  "n 34 20 e 12 42",
  "34 20 N, 12 42 E",
  `34°20'00"N 12°42'00"E`,
  "34 20 00 N 012 42 00 E",
  "012 42.0E 34 20.0N",
  "3420N 01242E",
  "3420.0N01242.0E",
  "342000N0124200E",
  "34.333333N 12.7E",
  "34.333333, 12.7",
  "34.333333 12.7",
  "+34.333333 +12.7",
  "34 20.0 12 42.0",
  "34:20:00 12:42:00",
  "34,333333 12,7",
  "Lat 34 20.0N Long 012 42.0E",
])("%s is the scene", (typed) => {
  const [lon, lat] = parsePosition(typed)?.coordinates ?? [];
  expect(lon).toBeCloseTo(SCENE[0], 5);
  expect(lat).toBeCloseTo(SCENE[1], 5);
});

test.each([
  ["33 15.0S 070 30.0W", [-70.5, -33.25]],
  ["-33.25, -70.5", [-70.5, -33.25]],
  ["−33.25 −70.5", [-70.5, -33.25]],
  ["0N 180W", [-180, 0]],
  ["90S 0E", [0, -90]],
  ["5 6", [6, 5]],
  ["34,12", [12, 34]],
])("%s is read", (typed, coordinates) => {
  expect(parsePosition(typed)?.coordinates).toEqual(coordinates);
});

test.each([
  "",
  "34 20.0N",
  "34 60.0N 012 42.0E",
  "34 20.0N 181 00.0E",
  "91N 12E",
  "34N 12N",
  "-34N 12E",
  "34.5 20.0N 12 42E",
  "34 20 00 12 42",
  "off Lampedusa",
  "34 20.0N 012 42.0E about",
  "34 20.0N 012 42.0E 5",
])("%j is not a position", (typed) => {
  expect(parsePosition(typed)).toBeNull();
});

test("what the screen writes it can read again", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
      (lon, lat) => {
        const [readLon = 999, readLat = 999] =
          parsePosition(ddm({ coordinates: [lon, lat] }))?.coordinates ?? [];
        expect(Math.abs(readLon - lon)).toBeLessThanOrEqual(0.1 / 60);
        expect(Math.abs(readLat - lat)).toBeLessThanOrEqual(0.1 / 60);
      },
    ),
  );
});

const NOW = Date.UTC(2026, 9, 11, 23, 30);
const at = (day: number, hour: number, minute: number) => Date.UTC(2026, 9, day, hour, minute);

test.each([
  ["1605", "past", at(11, 16, 5)],
  ["16:05Z", "past", at(11, 16, 5)],
  ["2335", "past", at(11, 23, 35)],
  ["2359", "past", at(10, 23, 59)],
  ["0100", "future", at(12, 1, 0)],
  ["130100Z", "future", at(13, 1, 0)],
  ["09 1200Z", "past", at(9, 12, 0)],
  ["+90", "future", at(12, 1, 0)],
  ["+1:30", "future", at(12, 1, 0)],
] as const)("%s leaning to the %s", (typed, lean, expected) => {
  expect(parseTime(typed, NOW, lean)).toBe(expected);
});

test.each(["", "soon", "2460", "9:7", "16.05", "+1:7"])("%j is not a time", (typed) => {
  expect(parseTime(typed, NOW, "past")).toBeNull();
});
