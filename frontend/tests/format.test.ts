import { expect, test } from "vitest";
import { uuid7 } from "@/api/uuid7";
import { age, countdown, ddm, minutes, utc } from "@/geo/format";

test.each([
  [[12.7, 34.3333333], "34°20.0′N 012°42.0′E"],
  [[-0.01, -0.01], "00°00.6′S 000°00.6′W"],
  [[179.99999, 59.99999], "60°00.0′N 180°00.0′E"],
  [[-70.5, -33.25], "33°15.0′S 070°30.0′W"],
])("%j is written %s", (coordinates, written) => {
  expect(ddm({ coordinates })).toBe(written);
});

test("a time of another day says its day", () => {
  const at = Date.UTC(2026, 9, 11, 23, 5);
  expect(utc(at)).toBe("23:05Z");
  expect(utc(at, at + 3_600_000)).toBe("11 Oct 23:05Z");
});

test.each([
  [-3, "0 min"],
  [0.4, "0 min"],
  [59.4, "59 min"],
  [59.5, "1 h"],
  [68.7, "1 h 9 min"],
  [120, "2 h"],
  [1199, "19 h 59 min"],
  [2879.4, "47 h 59 min"],
  [2880, "2 d"],
  [9651, "6 d 17 h"],
])("%d minutes are written %s", (value, written) => {
  expect(minutes(value)).toBe(written);
});

test("spans are written so that they can be read at a glance", () => {
  expect(countdown(192_000)).toBe("3 min 12 s");
  expect(countdown(3_599_900)).toBe("59 min 59 s");
  expect(countdown(-544_000)).toBe("9 min 4 s");
  expect(countdown(300_000)).toBe("5 min");
  expect(countdown(12_000)).toBe("12 s");
  expect(countdown(-3_849_000)).toBe("1 h 4 min");
  expect(age(800)).toBe("1 s");
  expect(age(15 * 60_000)).toBe("15 min");
  expect(age(3 * 3_600_000)).toBe("3 h");
  expect(age(185 * 60_000)).toBe("3 h 5 min");
});

test("ids are of version 7 and sort by time", () => {
  const [earlier, later] = [uuid7(1_000_000), uuid7(1_000_001)];
  expect(earlier).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(earlier < later).toBe(true);
});
