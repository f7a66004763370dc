import { expect, test } from "vitest";
import vectors from "../../../tests/vectors/sun.json";
import { nights, sunHeightDeg } from "./sun";

const MINUTES_MS = 60_000;
const at = (text: string) => Date.parse(text);

test.each(vectors.altitudes)("the sun over $lat $lon at $at", (vector) => {
  const height = sunHeightDeg(at(vector.at), [vector.lon, vector.lat]);
  expect(Math.abs(height - vector.altitude_deg)).toBeLessThan(0.1);
  const [from, to] = [at(vector.at), at(vector.at) + 1];
  expect(nights(from, to, [vector.lon, vector.lat]).length > 0).toBe(vector.night);
});

test.each(vectors.nights)(
  "night over $lat $lon from $dusk to $dawn",
  ({ lat, lon, dusk, dawn }) => {
    const [from, to] = [at(dusk) - 60 * MINUTES_MS, at(dawn) + 60 * MINUTES_MS];
    const [night, ...more] = nights(from, to, [lon, lat]);
    expect(more).toEqual([]);
    expect(night).toMatchObject({ dusk: true, dawn: true });
    expect(Math.abs((night?.fromMs ?? 0) - at(dusk))).toBeLessThan(2 * MINUTES_MS);
    expect(Math.abs((night?.toMs ?? 0) - at(dawn))).toBeLessThan(2 * MINUTES_MS);
  },
);

test("in the polar night it never grows light and in the polar day it never grows dark", () => {
  const winter = nights(at("2026-12-21T00:00:00Z"), at("2026-12-22T00:00:00Z"), [20, 75]);
  expect(winter).toEqual([
    {
      fromMs: at("2026-12-21T00:00:00Z"),
      toMs: at("2026-12-22T00:00:00Z"),
      dusk: false,
      dawn: false,
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
  expect(first).toMatchObject({ fromMs: at("2026-05-04T00:00:00Z"), dusk: false, dawn: true });
  expect(second).toMatchObject({ dusk: true, dawn: false });
});
