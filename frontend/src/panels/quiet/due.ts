/** Own cases below distress, by when they are to be assessed. Pure. */

import type { FullIncident, Incident } from "@/api/types";
import { isGraver } from "@/state/case-duties";
import type { Picture } from "@/state/picture";

export interface Due {
  /** To be assessed by now: the graver phase first, then what waits longest. */
  readonly due: readonly FullIncident[];
  /** The next one; null: none. */
  readonly next: FullIncident | null;
}

const dueMs = (one: FullIncident) => Date.parse(one.assessment_due_at ?? "");

export function dueAmong(picture: Pick<Picture, "incident">, party: string, nowMs: number): Due {
  const cases = [...picture.incident.values()].filter((one) => isQuiet(one, party));
  const sorted = cases.sort((one, other) => dueMs(one) - dueMs(other));
  const due = sorted.filter((one) => dueMs(one) <= nowMs);
  const graver = (one: FullIncident, other: FullIncident) =>
    isGraver(one.phase, other.phase) ? -1 : isGraver(other.phase, one.phase) ? 1 : 0;
  return {
    due: due.sort(graver),
    next: sorted.find((one) => dueMs(one) > nowMs) ?? null,
  };
}

/** The clock of assessments runs for it, which it does not in distress. */
const isQuiet = (one: Incident, party: string): one is FullIncident =>
  one.view === "full" && one.lead.party === party && one.assessment_due_at !== null;
