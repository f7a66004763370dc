/** The alarms that stand in the header, and when a silenced one sounds again. Pure. */

import { handlingOf } from "./alarm-handling";
import { type AlarmKind, loudnessOf, MINUTE_MS, type Running, unaged } from "./alarms";

/** Whether it stands in the header: what sounds, what has sounded and is not settled, and what is
 * the negotiators': it never sounds, and no case leads to it. */
export function isShown(running: Running, nowMs: number): boolean {
  const { settles } = handlingOf(running.kind);
  const stands = settles === "negotiator" || unaged(running, nowMs) === "sound";
  return stands && loudnessOf(running, nowMs) !== "record";
}

/** A silencing at this desk, and the time then expected of the unit that is late. */
export interface Silenced {
  readonly atMs: number;
  readonly expectedMs: number | null;
}

/** So much later than when it was silenced a unit is late anew; a tenth of what is left, if more. */
const WORSE_MS = 5 * MINUTE_MS;

/** Whether it sounds although it was silenced: in time, or because it has become worse. */
export function soundsAgain(
  { kind, expectedMs }: { kind: AlarmKind; expectedMs: number | null },
  silenced: Silenced,
  deskMs: number,
  nowMs: number,
): boolean {
  const { again } = handlingOf(kind);
  if (again !== null && deskMs - silenced.atMs >= again * MINUTE_MS) return true;
  if (kind !== "late" || expectedMs === null || silenced.expectedMs === null) return false;
  const margin = Math.max(WORSE_MS, (silenced.expectedMs - nowMs) / 10);
  return expectedMs - silenced.expectedMs > margin;
}
