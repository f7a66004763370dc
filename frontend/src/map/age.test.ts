import { expect, test } from "vitest";
import type { Position } from "@/api/types";
import { ageStep, lastKnown, mayLieNm } from "./age";

const AT = "2026-05-04T14:05:00Z";
const fix = {
  thing: "asset",
  id: "a",
  at: AT,
  point: { type: "Point", coordinates: [12, 34] },
  course_deg: 90,
  speed_kn: 12,
  uncertainty_nm: 0.5,
  precision_nm: 0,
  delay_minutes: 0,
  source: "ais",
  delivered_by: null,
  implausible: false,
} satisfies Position;
const after = (minutes: number) => Date.parse(AT) + minutes * 60_000;

test.each([
  [0, 1],
  [20, 1],
  [21, 0.9],
  [61, 0.8],
  [121, 0.7],
  [6000, 0.7],
])(
  "a position %i minutes old is drawn at %d of its strength and never lost",
  (minutes, strength) => {
    expect(ageStep(fix, after(minutes)).strength).toBe(strength);
  },
);

test("after an hour it says when it was last known", () => {
  const word = (time: string) => `last known ${time}`;
  expect(lastKnown(fix, after(59), word)).toBe("");
  expect(lastKnown(fix, after(61), word)).toBe("last known 14:05Z");
});

test("a fast one is last known as soon as it may lie too far off to draw a circle", () => {
  const word = (time: string) => `last known ${time}`;
  const plane = { ...fix, speed_kn: 150 };
  expect(lastKnown(plane, after(23), word)).toBe("");
  expect(lastKnown(plane, after(24), word)).toBe("last known 14:05Z");
  expect(ageStep(plane, after(24)).strength).toBe(0.8);
  expect(ageStep(plane, after(130)).strength).toBe(0.7);
});

test("the error grows by the way it can have made", () => {
  expect(mayLieNm(fix, after(0))).toBe(0.5);
  expect(mayLieNm(fix, after(30))).toBe(6.5);
  expect(mayLieNm({ ...fix, speed_kn: null }, after(30))).toBe(0.5);
  expect(mayLieNm(fix, after(-5))).toBe(0.5);
});

test.each([
  ["it goes on as it told while the next position is due", 12, 140, 10, 5, 1.0],
  ["once that is overdue it may make the speed of its type", 12, 140, 10, 16, 16.0],
  ["it hovered, and may have flown since", 0, 140, 10, 40, 70.0],
  ["no speed was told: the speed of its type at once", null, 22, 20, 15, 5.5],
  ["a speed above that of its type is its own", 30, 22, 20, 60, 30.0],
  ["no figures of its type", 12, null, null, 30, 6.0],
  ["neither speed", null, null, 20, 90, 0.0],
  ["a clock that is fast", 12, 22, 20, -5, 0.0],
])("of a unit at work: %s", (_, speed_kn, type_kn, report_minutes, age, way) => {
  const told = { at: AT, uncertainty_nm: 0.5, speed_kn };
  expect(mayLieNm(told, after(age), { type_kn, report_minutes })).toBeCloseTo(0.5 + way, 5);
});
