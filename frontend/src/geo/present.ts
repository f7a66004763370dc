/**
 * The present place of a case: its datum, carried along by its drift. Pure. The server has the
 * same rule (`sar/incidents/datum.py`): `tests/vectors/drift.json` holds both to it.
 */

import type { FullIncident, Point } from "@/api/types";
import { ddm } from "./format";
import { geodesic } from "./geodesic";

export interface Plotted {
  readonly point: Point;
  /** In tenths, never less than it is. */
  readonly withinNm: number;
  readonly atMs: number;
}

export interface Present {
  /** The datum as it was set. */
  readonly known: Plotted;
  /** At the whole minute; of a closed case, at that of its closing. */
  readonly now: Plotted;
  /** Nobody knows where it is: the drift is not followed any more, and the area grows around. */
  readonly unknown: boolean;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A drift is not followed any further: then the area grows to every side. */
const OLDEST_MS = 7 * 24 * HOUR_MS;

/** Hours that a drift has gone on since then, as far as it is followed. */
export function driftHours(sinceMs: number, atMs: number): number {
  return Math.min(Math.max(0, atMs - sinceMs), OLDEST_MS) / HOUR_MS;
}

const tenths = (nm: number) => Math.ceil(nm * 10 - 1e-9) / 10;

/** Whether the present place is told otherwise than the one that was set. */
export function hasChanged(present: Present): boolean {
  return hasMoved(present) || present.known.withinNm !== present.now.withinNm;
}

export function hasMoved({ known, now }: Pick<Present, "known" | "now">): boolean {
  return ddm(known.point) !== ddm(now.point);
}

/** Null while there is no datum. */
export function presentOf(
  { datum, closed_at }: Pick<FullIncident, "datum" | "closed_at">,
  nowMs: number,
): Present | null {
  if (!datum) return null;
  const sinceMs = Date.parse(datum.at);
  const untilMs = closed_at ? Date.parse(closed_at) : nowMs;
  const atMs = Math.floor(untilMs / MINUTE_MS) * MINUTE_MS;
  const hours = driftHours(sinceMs, atMs);
  const { drift } = datum;
  const goneNm = (drift?.speed_kn ?? 0) * hours;
  const laterHours = Math.max(0, atMs - Date.parse(datum.followed_until)) / HOUR_MS;
  const grownNm =
    datum.uncertainty_nm + datum.growth_kn * hours + datum.unknown_growth_kn * laterHours;
  return {
    known: { point: datum.point, withinNm: tenths(datum.uncertainty_nm), atMs: sinceMs },
    now: {
      point: goneNm && drift ? geodesic(datum.point, drift.course_deg, goneNm) : datum.point,
      withinNm: tenths(grownNm),
      atMs,
    },
    unknown: laterHours > 0,
  };
}
