import { expect, test } from "vitest";
import type { FullIncident } from "@/api/types";
import { laterFix } from "./later-fix";

const NOW_MS = Date.parse("2026-10-11T19:00:00Z");
const point = { type: "Point", coordinates: [12.6, 35.3] };
const fix = (at: string, change: object = {}) => ({
  id: at,
  point,
  at: `2026-10-11T${at}:00Z`,
  error_nm: 0.5,
  source: "Nave Vega",
  doppler: null,
  ...change,
});

function found(...latest_positions: object[]): string | undefined {
  const datum = { point, at: "2026-10-11T15:00:00Z", uncertainty_nm: 1, growth_kn: 0.5 };
  const incident = { state: "open", datum, latest_positions } as unknown as FullIncident;
  return laterFix(incident, NOW_MS)?.id;
}

test("a fix of later than the datum is proposed, the latest first", () => {
  expect(found(fix("17:00"), fix("18:40"), fix("16:00"))).toBe("18:40");
});

test("what the datum was made of, or what is older, is not", () => {
  expect(found(fix("15:00"), fix("14:00"))).toBeUndefined();
  expect(found()).toBeUndefined();
});

test("a fix that is less certain than the present place is none better", () => {
  expect(found(fix("18:40", { error_nm: 3 }))).toBeUndefined();
});

test("one of two solutions of a beacon is no fix", () => {
  expect(found(fix("18:40", { doppler: "A" }))).toBeUndefined();
});

test("without a datum any position is proposed, and over a closed case none", () => {
  const placeless = { state: "open", datum: null, latest_positions: [fix("18:40")] };
  expect(laterFix(placeless as unknown as FullIncident, NOW_MS)?.id).toBe("18:40");
  const over = { ...placeless, state: "closed" };
  expect(laterFix(over as unknown as FullIncident, NOW_MS)).toBeNull();
});
