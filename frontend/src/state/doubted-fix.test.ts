import { expect, test } from "vitest";
import type { Position } from "@/api/types";
import { laterDoubt, mayRule, receivedLateMs, rulingsOf } from "./doubted-fix";

const fix: Position = {
  thing: "asset",
  id: "a",
  at: "2026-05-04T12:03:00Z",
  point: { type: "Point", coordinates: [12, 34] },
  course_deg: 90,
  speed_kn: 12,
  uncertainty_nm: 0.5,
  precision_nm: 0,
  delay_minutes: 0,
  source: "ais",
  delivered_by: null,
  implausible: false,
  trust: "plausible",
};
const later = "2026-05-04T12:07:00Z";

test("a later position that is not believed tells how far off it is, and in what time", () => {
  expect(laterDoubt(fix)).toBeNull();
  const jump = { ...fix, doubted_at: later, doubted_for: "teleport", doubted_nm: 140 } as const;
  expect(laterDoubt(jump)).toEqual({ at: later, doubt: "teleport", nm: 140, spanMs: 240_000 });
});

test("times are told apart beyond a minute", () => {
  const came = (received_at: string | null) => receivedLateMs({ ...fix, received_at });
  expect(came(null)).toBeNull();
  expect(came("2026-05-04T12:04:00Z")).toBeNull();
  expect(came("2026-05-04T12:04:01Z")).toBe(61_000);
  expect(came("2026-05-04T12:01:30Z")).toBe(-90_000);
});

test("what is not doubted is not ruled on", () => {
  expect(rulingsOf(fix)).toEqual([]);
  expect(rulingsOf({ ...fix, doubted_at: later })).toEqual([{ verb: "believe", at: later }]);
  const both = { ...fix, doubt: "two_tracks", doubted_at: later } as const;
  expect(rulingsOf(both).map(({ verb, at }) => [verb, at])).toEqual([
    ["believe", later],
    ["believe", null],
    ["doubt", null],
  ]);
});

test("people of the owner rule, feeds do not", () => {
  expect(mayRule(true, ["watch_officer"])).toBe(true);
  expect(mayRule(true, ["feed", "observer"])).toBe(false);
  expect(mayRule(false, ["registrar"])).toBe(false);
});
