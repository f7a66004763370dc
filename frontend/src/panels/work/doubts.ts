/** Counts that are asked about before they are recorded: a fact is never refused. Pure. */

import type { Deployment, FullDeployment, Incident } from "@/api/types";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { deadAboard, takesOver } from "@/state/deployment-steps";

/** The persons of a unit after what is to be recorded. */
export interface Counts {
  readonly aboard: number;
  readonly delivered: number;
  readonly dead: number;
}

/** Doubts about the counts: more left than were aboard, more than it holds, or were on board. */
export function doubtsOf(
  work: FullDeployment,
  incident: Incident | undefined,
  after: Counts,
): string[] {
  const { name, persons_at_most: most } = work;
  const full = incident?.view === "full" ? incident : null;
  const more = found(after) - found(work);
  const left = full?.people?.outstanding_max ?? null;
  const doubts = [];
  if (after.aboard < 0 && !work.uncounted_aboard)
    doubts.push(formWords.doubt.aboard(name, work.aboard));
  if (most > 0 && after.aboard > most && after.aboard > work.aboard)
    doubts.push(formWords.doubt.holds(name, after.aboard, most));
  if (left !== null && more > left) doubts.push(formWords.doubt.outstanding(more, left));
  return doubts;
}

/** Doubts about the dead that leave a unit: more than are known to be aboard. */
export function deadDoubts(work: FullDeployment, dead: number): string[] {
  const known = deadAboard(work);
  return dead > known ? [formWords.doubt.dead(work.name, dead, known)] : [];
}

/** Doubts about the units of a hand-over: more than were aboard, or one not there. */
export function handOverDoubts(
  giver: FullDeployment,
  taker: Deployment | undefined,
  persons: number,
  dead = 0,
): string[] {
  const doubts = deadDoubts(giver, dead);
  if (persons > giver.aboard && !giver.uncounted_aboard)
    doubts.push(formWords.doubt.aboard(giver.name, giver.aboard));
  if (taker && !takesOver(taker))
    doubts.push(formWords.doubt.notThere(taker.name, helpWords.workState[taker.state]));
  return doubts;
}

const found = ({ aboard, delivered, dead }: Counts) => aboard + delivered + dead;
