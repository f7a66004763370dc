/** The cases that a desk has seen, and in which phase. Pure. */

import type { Phase } from "@/api/types";
import { isGraver, type KnownCases, newsSince } from "./case-duties";
import type { Picture } from "./picture";

/**
 * The desk's knowledge from now on: a case that rings as new or worsened only once it was
 * opened or silenced here (`seen`), every other as it is. The same object, where that is nothing
 * more.
 */
export function knownNow(
  known: KnownCases,
  picture: Picture,
  party: string,
  seen: ReadonlySet<string>,
): KnownCases {
  const more: Record<string, Phase> = {};
  for (const incident of picture.incident.values()) {
    if (incident.view === "coarse" || incident.state === "closed") continue;
    const was = known[incident.id];
    const { id, phase } = incident;
    if (was === phase) continue;
    const ringing = was
      ? incident.lead.party !== party && isGraver(phase, was)
      : newsSince(incident, party) !== null;
    if (!ringing || seen.has(id)) more[id] = phase;
  }
  return Object.keys(more).length === 0 ? known : { ...known, ...more };
}
