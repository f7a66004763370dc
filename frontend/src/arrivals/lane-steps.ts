/** Coverage of the need over time: a line that steps up with each arrival. Pure. */

import type { Lane } from "./lane";

export interface Step {
  readonly atMs: number;
  readonly total: number;
}

/**
 * From nothing, up with each arrival in its turn. A unit that comes for another need counts
 * nothing; what is only offered neither, nor what is overdue, which nobody knows the time of;
 * candidates, which are for the need that is asked about, count as if all were to come.
 */
export function stepsOf(lanes: readonly Lane[], needId: string | null): Step[] {
  const arrivals = lanes
    .filter(
      ({ kind, needId: its }) =>
        kind === "candidate" || (kind === "deployment" && its !== null && its === needId),
    )
    .flatMap(({ arrivesMs, covers, overdue }) =>
      arrivesMs !== null && covers > 0 && !overdue ? [{ arrivesMs, covers }] : [],
    )
    .sort((a, b) => a.arrivesMs - b.arrivesMs);
  const steps: Step[] = [];
  let total = 0;
  for (const { arrivesMs, covers } of arrivals) {
    total += covers;
    if (steps.at(-1)?.atMs === arrivesMs) steps.pop();
    steps.push({ atMs: arrivesMs, total });
  }
  return steps;
}

/** The time at which the need is met; null: with these it never is. */
export function metAt(steps: readonly Step[], wanted: number): number | null {
  return steps.find(({ total }) => total >= wanted)?.atMs ?? null;
}

/**
 * The steps up to the one that meets the need, each with how many of it are covered by then: never
 * more than are wanted, though units have room for more. Of the room beyond it no sum is told: a
 * candidate is weighed up to the need alone.
 */
export function towards(steps: readonly Step[], wanted: number): Step[] {
  const met = steps.findIndex(({ total }) => total >= wanted);
  return steps
    .slice(0, met < 0 ? steps.length : met + 1)
    .map(({ atMs, total }) => ({ atMs, total: Math.min(total, wanted) }));
}
