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
