/** The one time axis that all lanes share. Pure. */

import type { Lane } from "./lane";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const LEAST_MS = 3 * HOUR_MS;
const MOST_MS = 14 * HOUR_MS;
/** Before now, so that what has begun is seen to have. */
const PAST_MS = 30 * MINUTE_MS;
const MOST_PAST_MS = 3 * HOUR_MS;
/** After the last arrival, so that work on scene is seen. */
const STAY_MS = HOUR_MS;
const TICK_PX = 64;
const STEPS_MS = [15, 30, 60, 120, 240].map((minutes) => minutes * MINUTE_MS);

export interface Axis {
  readonly fromMs: number;
  readonly toMs: number;
}

/** From shortly before now to after the last arrival that is not absurdly late. */
export function axisOf(lanes: readonly Lane[], nowMs: number): Axis {
  const starts = lanes.flatMap(({ spans: [first] }) => (first ? [first.fromMs] : []));
  const fromMs = Math.max(Math.min(nowMs - PAST_MS, ...starts), nowMs - MOST_PAST_MS);
  const ends = lanes.flatMap(({ arrivesMs, bandMs }) => [arrivesMs ?? nowMs, bandMs?.[1] ?? nowMs]);
  const last = Math.max(nowMs, ...ends) + STAY_MS;
  return { fromMs, toMs: Math.min(Math.max(last, nowMs + LEAST_MS), nowMs + MOST_MS) };
}

/** A time's place on the axis, 0 to 1; beyond it at the edge. */
export function share({ fromMs, toMs }: Axis, atMs: number): number {
  return Math.min(1, Math.max(0, (atMs - fromMs) / (toMs - fromMs)));
}

/** Full times to write below the axis, as many as have room. */
export function ticks({ fromMs, toMs }: Axis, widthPx: number): number[] {
  const room = Math.max(1, Math.floor(widthPx / TICK_PX));
  const step = STEPS_MS.find((one) => (toMs - fromMs) / one <= room) ?? 8 * HOUR_MS;
  const found: number[] = [];
  for (let at = Math.ceil(fromMs / step) * step; at <= toMs; at += step) found.push(at);
  return found;
}
