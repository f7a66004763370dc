/** The look of an aged position: it fades in steps and its error grows. */

import type { Deployment, Position } from "@/api/types";
import { utc } from "@/geo/format";

/**
 * Older than this many minutes: how strongly it is drawn, and whether it is called last known. The
 * weakest still stands out from sea and land by 3 to 1 (WCAG 2.2, 1.4.11).
 */
const STEPS = [
  { olderThanMin: 120, strength: 0.7, lastKnown: true },
  { olderThanMin: 60, strength: 0.8, lastKnown: true },
  { olderThanMin: 20, strength: 0.9, lastKnown: false },
  { olderThanMin: 0, strength: 1, lastKnown: false },
] as const;

export const WEAKEST = STEPS[0].strength;

export type AgeStep = (typeof STEPS)[number];

/** One that may lie farther off than this says no more where its unit is, however young it is. */
export const MOST_NM = 60;

type Aged = Pick<Position, "at" | "uncertainty_nm" | "speed_kn">;

/** The figures of a unit at work by which the circle of its old position grows. */
export type Ageing = Pick<Deployment, "report_minutes" | "type_kn">;

export function ageStep(position: Aged, nowMs: number, work?: Ageing | null): AgeStep {
  const ageMin = (nowMs - Date.parse(position.at)) / 60_000;
  const step = STEPS.find(({ olderThanMin }) => ageMin > olderThanMin) ?? STEPS[3];
  return !step.lastKnown && mayLieNm(position, nowMs, work) > MOST_NM ? STEPS[1] : step;
}

/**
 * The radius now around an old position, in nautical miles: its error, and all the way the unit can
 * have made since. While its next position is due it goes on as it told; then, or where it told no
 * speed, it may make the speed of its type. A course is not relied on: it may have turned.
 */
export function mayLieNm(
  { at, uncertainty_nm, speed_kn }: Aged,
  nowMs: number,
  work?: Ageing | null,
): number {
  const hours = Math.max(0, nowMs - Date.parse(at)) / 3_600_000;
  const onTime = work?.report_minutes ? Math.min(hours, work.report_minutes / 60) : hours;
  const fastest = Math.max(speed_kn ?? 0, work?.type_kn ?? 0);
  return uncertainty_nm + (speed_kn ?? fastest) * onTime + fastest * (hours - onTime);
}

/** `last known 14:05Z` for an old one, else nothing. */
export function lastKnown(
  position: Aged,
  nowMs: number,
  word: (time: string) => string,
  work?: Ageing | null,
): string {
  if (!ageStep(position, nowMs, work).lastKnown) return "";
  return word(utc(Date.parse(position.at), nowMs));
}
