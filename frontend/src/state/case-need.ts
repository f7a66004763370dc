/** The need of a case as the server makes it, on its way to the page that asks for help. */

import type { Capability, FirstUnit, FullIncident, Need } from "@/api/types";
import { draftOf, type NeedDraft } from "./asking";
import { go } from "./route";

interface Said
  extends Pick<Need, "what" | "kinds" | "capabilities" | "quantity" | "unit" | "by_at"> {
  /** Nobody knows how many are to be taken aboard at most. */
  readonly atLeast: boolean;
}

let taken: { readonly incidentId: string; readonly draft: NeedDraft } | null = null;

/** In words where the server has none. */
export function saidNeed(
  need: FirstUnit["need"],
  what: string,
  people: FullIncident["people"],
): Said {
  return {
    ...need,
    what: need.what || what,
    capabilities: need.capabilities as Capability[],
    atLeast: people?.outstanding_max === null,
  };
}

/** To the page that asks for help, filled in with the need; null: it is not known yet. */
export function askFor(incidentId: string, need: Said | null, id: string): void {
  taken = need && { incidentId, draft: draftOf({ ...need, id }) };
  go(`/incidents/${incidentId}/ask`);
}

/** The need with which the page was opened; null: with none. */
export function neededFor(incidentId: string): NeedDraft | null {
  return taken?.incidentId === incidentId ? taken.draft : null;
}

/** The page was left: the next that opens it has another need, or none. */
export function dropNeed(): void {
  taken = null;
}
