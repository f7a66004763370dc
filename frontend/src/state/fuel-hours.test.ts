import { expect, test } from "vitest";
import { areHours, isOpenAt } from "./fuel-hours";

const at = (time: string) => Date.parse(`2026-10-11T${time}Z`);

test("it is open from the first minute to before the last", () => {
  expect(isOpenAt("06:00-18:00", at("05:59:59"))).toBe(false);
  expect(isOpenAt("06:00-18:00", at("06:00:00"))).toBe(true);
  expect(isOpenAt("06:00-18:00", at("17:59:59"))).toBe(true);
  expect(isOpenAt("06:00-18:00", at("18:00:00"))).toBe(false);
});

test("hours reach over midnight, and none are all hours", () => {
  expect(isOpenAt("22:00-04:30", at("23:10:00"))).toBe(true);
  expect(isOpenAt("22:00-04:30", at("04:29:00"))).toBe(true);
  expect(isOpenAt("22:00-04:30", at("12:00:00"))).toBe(false);
  expect(isOpenAt("", at("03:00:00"))).toBe(true);
  expect(isOpenAt("07:00-07:00", at("03:00:00"))).toBe(true);
});

test("hours are written like the server takes them", () => {
  expect(areHours("06:00-18:00")).toBe(true);
  for (const text of ["6-18", "24:00-25:00", "06:00–18:00", ""]) expect(areHours(text)).toBe(false);
});
