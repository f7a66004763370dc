/** The look of an aged position: it fades in steps and its error grows. */

import type { Position } from "@/api/types";
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

export function ageStep(position: Aged, nowMs: number): AgeStep {
  const ageMin = (nowMs - Date.parse(position.at)) / 60_000;
  const step = STEPS.find(({ olderThanMin }) => ageMin > olderThanMin) ?? STEPS[3];
  return !step.lastKnown && mayLieNm(position, nowMs) > MOST_NM ? STEPS[1] : step;
}

/** The reported error and all the way it can have made since, in nautical miles. */
export function mayLieNm(position: Aged, nowMs: number): number {
  const hours = Math.max(0, nowMs - Date.parse(position.at)) / 3_600_000;
  return position.uncertainty_nm + (position.speed_kn ?? 0) * hours;
}

/** `last known 14:05Z` for an old one, else nothing. */
export function lastKnown(position: Aged, nowMs: number, word: (time: string) => string): string {
  if (!ageStep(position, nowMs).lastKnown) return "";
  return word(utc(Date.parse(position.at), nowMs));
}
