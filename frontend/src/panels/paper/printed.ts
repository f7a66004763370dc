/** The parts of a case that are printed, and when its chart is drawn anew. Pure. */

import type { FullIncident } from "@/api/types";
import type { Happening } from "@/state/timeline";

/** Sensitive parts, each only if it is chosen. */
export interface Chosen {
  readonly callBack: boolean;
  readonly children: boolean;
  readonly ownLines: boolean;
}

export const NONE: Chosen = { callBack: false, children: false, ownLines: false };

/** The same parts are left out of the exports (`sar/casefile/contents.py`). */
export function chosenOf(incident: FullIncident, { callBack, children }: Chosen): FullIncident {
  return {
    ...incident,
    source: callBack ? incident.source : { ...incident.source, call_back: null },
    pob: children ? incident.pob : { ...incident.pob, children: null, unaccompanied: null },
  };
}

/** The events, without the lines that the party keeps its own unless they are chosen. */
export function happenedOf(happened: readonly Happening[], { ownLines }: Chosen): Happening[] {
  return happened.filter(({ own }) => ownLines || !own);
}

/** The chart's address: another with each minute while the case is open. Null: no place is known. */
export function chartOf(incident: FullIncident, version: number, nowMs: number): string | null {
  if (!incident.datum && incident.positions_reported === 0) return null;
  const minute = incident.state === "closed" ? "closed" : Math.floor(nowMs / 60_000);
  return `/api/incidents/${incident.id}/chart?of=${version}.${minute}`;
}
