import fc from "fast-check";
import { expect, test } from "vitest";
import { ddm } from "@/geo/format";
import { parsePosition } from "@/geo/parse";
import { parseTime } from "@/geo/typed-time";
import vectors from "../../tests/vectors/positions.json";

test.each(vectors.read)("$text is read", ({ text, lat, lon }) => {
  const [readLon, readLat] = parsePosition(text)?.coordinates ?? [];
  expect(readLat).toBeCloseTo(lat, 6);
  expect(readLon).toBeCloseTo(lon, 6);
});

test.each(vectors.refused)("$text is not a position", ({ text }) => {
  expect(parsePosition(text)).toBeNull();
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
