/** The platform's time on this screen: an anchor heard from the server, running at its rate. */

import type { ClockView } from "@/api/types";

export interface Clock {
  readonly platformMs: number;
  readonly realMs: number;
  readonly rate: number;
  readonly paused: boolean;
  readonly exercise: boolean;
}

export function anchored(view: ClockView, realMs: number): Clock {
  return {
    platformMs: Date.parse(view.now),
    realMs,
    rate: view.rate,
    paused: view.paused,
    exercise: view.exercise,
  };
}

export function platformMs(clock: Clock, realMs: number): number {
  return clock.platformMs + (clock.paused ? 0 : (realMs - clock.realMs) * clock.rate);
}

/** Real time, until the server has said otherwise. */
export const UNTOLD: Clock = { platformMs: 0, realMs: 0, rate: 1, paused: false, exercise: false };
