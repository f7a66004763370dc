/** Duties that the assessment of one's own case brings. Pure. */

import type { FullIncident } from "@/api/types";
import type { Duty } from "./alarms";

/** So long after it is due an assessment rings, and a suggestion nobody answered (house figure). */
const RINGS_MS = 5 * 60_000;
/** So long a second is awaited for one person's word (house figure). */
const SECOND_MS = 30 * 60_000;

type Clocked = Pick<Duty, "kind" | "sinceMs" | "dueMs" | "said">;

const since = (kind: Duty["kind"], at: string, ringsMs: number): Clocked => {
  const sinceMs = Date.parse(at);
  return { kind, sinceMs, dueMs: sinceMs + ringsMs };
};

export function assessmentDuties(incident: FullIncident, nowMs: number): Clocked[] {
  const { assessment, assessment_due_at } = incident;
  const found: Clocked[] = [];
  // Help that is gone rings at once: nobody is on the way to them.
  const ringsMs = incident.assessment_due_why === "help_gone" ? 0 : RINGS_MS;
  if (assessment_due_at && Date.parse(assessment_due_at) <= nowMs)
    found.push(since("assess", assessment_due_at, ringsMs));
  for (const { name, due_at, told_at, in_distress } of incident.other_authorities)
    if (due_at)
      found.push({
        kind: in_distress ? "authority" : "progress",
        // When it was told: two that are due at once are silenced each by itself.
        sinceMs: Date.parse(told_at),
        dueMs: Date.parse(due_at),
        said: name,
      });
  if (incident.state !== "open" || !assessment?.suggestion.below) return found;
  // Each sheet renews `at`: neither the suggestion nor the word is any newer by it.
  const { at, suggested_since, second_due_at } = assessment;
  if (!assessment.reason) found.push(since("below", suggested_since ?? at, RINGS_MS));
  else if (!assessment.second && !assessment.alone) {
    const sinceMs = second_due_at ? Date.parse(second_due_at) - SECOND_MS : Date.parse(at);
    found.push({ kind: "second", sinceMs, dueMs: null });
  }
  return found;
}
