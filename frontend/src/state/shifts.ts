/** Candidates' times against those that were first shown, or last acted on. */

import { useRef, useState } from "react";
import type { Match } from "@/api/types";
import { matchId } from "./scene";

/** A time of arrival as it was shown, and the time it was computed for. */
export interface ShownTime {
  readonly etaMs: number;
  readonly atMs: number;
}

export interface Shift {
  /** Later than shown at first; below nought: sooner. */
  readonly minutes: number;
  readonly sinceMs: number;
}

/** Less than this is no news. */
const LEAST_MINUTES = 2;

const shown = ({ time }: Match, atMs: number): ShownTime | null =>
  time && { etaMs: Date.parse(time.eta_at), atMs };

/** With the candidates that were not known before. */
export function firstShown(
  known: ReadonlyMap<string, ShownTime>,
  matches: readonly Match[],
  atMs: number,
): Map<string, ShownTime> {
  const first = new Map(known);
  for (const match of matches) {
    const time = shown(match, atMs);
    if (time && !first.has(matchId(match))) first.set(matchId(match), time);
  }
  return first;
}

export function shiftOf(first: ShownTime | undefined, { time }: Match): Shift | null {
  if (!first || !time) return null;
  const minutes = Math.round((Date.parse(time.eta_at) - first.etaMs) / 60_000);
  return Math.abs(minutes) < LEAST_MINUTES ? null : { minutes, sinceMs: first.atMs };
}

export interface Shifts {
  of(match: Match): Shift | null;
  /** Somebody has acted on these as they stand. */
  acted(matches: readonly Match[]): void;
}

/** Kept as long as the question stays the same. */
export function useShifts(question: string, matches: readonly Match[], atMs: number): Shifts {
  const known = useRef<{ question: string; times: ReadonlyMap<string, ShownTime> } | null>(null);
  const [, again] = useState(0);
  const kept = known.current;
  const times = firstShown(kept?.question === question ? kept.times : new Map(), matches, atMs);
  known.current = { question, times };
  return {
    of: (match) => shiftOf(times.get(matchId(match)), match),
    acted(some) {
      const next = new Map(times);
      for (const match of some) next.delete(matchId(match));
      known.current = { question, times: firstShown(next, some, atMs) };
      again((count) => count + 1);
    },
  };
}
