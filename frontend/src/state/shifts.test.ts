import { expect, test } from "vitest";
import type { Match } from "@/api/types";
import { firstShown, shiftOf } from "./shifts";

const at = (clock: string) => Date.parse(`2026-10-11T${clock}:00Z`);
const match = (id: string, eta: string | null) =>
  ({ asset_id: id, ship_id: null, time: eta && { eta_at: `2026-10-11T${eta}:00Z` } }) as Match;

test("a candidate is told against the time at which it was shown first", () => {
  const first = firstShown(new Map(), [match("a", "14:00")], at("12:53"));
  const later = firstShown(first, [match("a", "14:12"), match("b", "15:00")], at("13:05"));
  expect(shiftOf(later.get("a"), match("a", "14:12"))).toEqual({
    minutes: 12,
    sinceMs: at("12:53"),
  });
  expect(shiftOf(later.get("a"), match("a", "13:55"))?.minutes).toBe(-5);
  expect(later.get("b")).toEqual({ etaMs: at("15:00"), atMs: at("13:05") });
});

test("a minute is no news, and one without a time has none", () => {
  const first = firstShown(new Map(), [match("a", "14:00"), match("b", null)], at("12:53"));
  expect(shiftOf(first.get("a"), match("a", "14:01"))).toBeNull();
  expect(shiftOf(first.get("a"), match("a", null))).toBeNull();
  expect(shiftOf(first.get("b"), match("b", "14:00"))).toBeNull();
});
