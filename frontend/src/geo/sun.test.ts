import { expect, test } from "vitest";
import { nights, sunHeightDeg } from "./sun";

const MINUTES_MS = 60_000;
const at = (text: string) => Date.parse(text);

/** Computed independently with the equations of the US Naval Observatory's almanac. */
test("at the equinox the sun stands over the equator at noon and sets near six", () => {
  expect(sunHeightDeg(at("2026-03-20T12:07:00Z"), [0, 0])).toBeGreaterThan(89);
  const [night] = nights(at("2026-03-20T12:00:00Z"), at("2026-03-21T12:00:00Z"), [0, 0]);
  expect(Math.abs((night?.fromMs ?? 0) - at("2026-03-20T18:11:00Z"))).toBeLessThan(3 * MINUTES_MS);
  expect(Math.abs((night?.toMs ?? 0) - at("2026-03-21T06:04:00Z"))).toBeLessThan(3 * MINUTES_MS);
});

test("in the polar night it never rises and in the polar day it never sets", () => {
  const winter = nights(at("2026-12-21T00:00:00Z"), at("2026-12-22T00:00:00Z"), [20, 75]);
  expect(winter).toEqual([
    {
      fromMs: at("2026-12-21T00:00:00Z"),
      toMs: at("2026-12-22T00:00:00Z"),
      sets: false,
      rises: false,
    },
  ]);
  expect(nights(at("2026-06-21T00:00:00Z"), at("2026-06-22T00:00:00Z"), [20, 75])).toEqual([]);
});

test("a window that begins in the dark begins with a night", () => {
  const [first, second] = nights(
    at("2026-05-04T00:00:00Z"),
    at("2026-05-05T00:00:00Z"),
    [12.7, 34.3],
  );
  expect(first).toMatchObject({ fromMs: at("2026-05-04T00:00:00Z"), sets: false, rises: true });
  expect(second).toMatchObject({ sets: true, rises: false });
});
