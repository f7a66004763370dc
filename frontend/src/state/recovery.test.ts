import { expect, test } from "vitest";
import type { Coverage } from "@/api/types";
import { inRoundFigures, recovering, recoversNow } from "./recovery";

const OFF_MALTA = [14, 35] as const;
const NOON = Date.parse("2026-10-11T12:00:00Z");
const NIGHT = Date.parse("2026-10-11T22:00:00Z");

const seiner = {
  name: "Exercise Tuna",
  room: 40,
  persons_an_hour: 30,
  why: "by_day_only",
  recovers: true,
  came: true,
  there: true,
  dark: false,
  sea_state_max: 5,
} as const;
const coverage = {
  room: 100,
  recovers: 48,
  persons_an_hour: 42,
  persons_an_hour_there: 30,
  limited: [seiner],
} as unknown as Coverage;

test("by day all count, and at night whoever has come and works by day only does not", () => {
  const day = { persons: 48, anHour: 42, anHourThere: 30, heldBack: 0 };
  expect(recovering(coverage, OFF_MALTA, NOON)).toEqual(day);
  expect(recovering(coverage, OFF_MALTA, NIGHT)).toEqual({
    persons: 8,
    anHour: 12,
    anHourThere: 0,
    heldBack: 40,
  });
  expect(recovering(coverage, null, NIGHT), "nobody knows the light").toEqual(day);
});

test("a unit that is still to come is judged by the light then, and one in too rough a sea by that", () => {
  const coming = { ...seiner, came: false, recovers: false, dark: true };
  expect(recoversNow(coming, OFF_MALTA, NOON)).toBe(false);
  const rough = { ...seiner, why: "beyond_sea_state", recovers: false } as const;
  expect(recoversNow(rough, OFF_MALTA, NOON)).toBe(false);
});

test("house figures are told in round ones", () => {
  expect([0, 6, 12, 33, 40].map(inRoundFigures)).toEqual([0, 6, 10, 30, 40]);
});
