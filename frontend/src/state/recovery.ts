/**
 * The persons whom the units of a need recover by the light of now, as the server counts it for
 * its texts (`sar/requests/recovery.py`). Pure.
 */

import type { Coverage } from "@/api/types";
import { isNight } from "@/geo/sun";

type Place = readonly [lon: number, lat: number];
type Limited = Coverage["limited"][number];

/** A unit that recovers by day only, in the light of now once it has come. */
export function recoversNow(unit: Limited, place: Place | null, nowMs: number): boolean {
  const byLight = unit.why === "by_day_only" && unit.came && place !== null;
  return byLight ? !isNight(nowMs, place) : unit.recovers;
}

export interface Recovering {
  readonly persons: number;
  readonly anHour: number;
  /** Of the units at the scene. */
  readonly anHourThere: number;
  /** Of the room, by units that sea or light hold back. */
  readonly heldBack: number;
}

/** The persons, and persons an hour, that the units recover now, or when they come. */
export function recovering(coverage: Coverage, place: Place | null, nowMs: number): Recovering {
  let { recovers: persons, persons_an_hour: anHour, persons_an_hour_there: anHourThere } = coverage;
  let heldBack = 0;
  for (const unit of coverage.limited) {
    const now = recoversNow(unit, place, nowMs);
    const change = Number(now) - Number(unit.recovers);
    persons += change * unit.room;
    anHour += change * unit.persons_an_hour;
    if (unit.there) anHourThere += change * unit.persons_an_hour;
    if (!now) heldBack += unit.room;
  }
  return { persons, anHour, anHourThere, heldBack };
}

/** An amount that rests on house figures: from ten on in fives, never more than it is. */
export function inRoundFigures(amount: number): number {
  return amount < 10 ? amount : amount - (amount % 5);
}
