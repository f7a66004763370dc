/** The persons of a unit at work: aboard, delivered, and what became of others. */

import type { Deployment } from "@/api/types";
import { helpWords } from "@/i18n/help-words";

const { notCounted, persons } = helpWords.work;

/** Nothing of one that has recovered nobody and taken nobody over, or of which that is not told. */
export function PersonsOf({ work }: { work: Deployment }) {
  if (work.view === "brief") return null;
  const { uncounted_aboard, uncounted_delivered } = work;
  if (!work.recovered && !work.taken_over && !uncounted_aboard && !uncounted_delivered) return null;
  const aboard = uncounted_aboard ? notCounted(work.aboard) : work.aboard;
  const delivered = uncounted_delivered ? notCounted(work.delivered) : work.delivered;
  return <span>{persons(aboard, delivered, work)}</span>;
}
