/** The need of a case as the server makes it, on its way to the page that asks for help. */

import type { FirstUnit, FullIncident, Need } from "@/api/types";
import { firstUnit, couldCome as said } from "@/i18n/en-one-word";
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
    atLeast: people?.outstanding_max === null,
  };
}

/** The first need of the case, in words. */
export function whatFirst(found: Pick<FirstUnit, "first" | "pob_told">, incident: About): string {
  if (found.first === "take_aboard") return whatOfPeople(found, incident);
  return found.first === "search" && incident.phase !== "distress"
    ? said.findOut
    : said.first[found.first];
}

/** The need to take people aboard, where the case has another first; null: it has not, or nobody is known of
 * whom a pollution has put in danger. */
export function peopleThen(
  found: Pick<FirstUnit, "first" | "pob_told" | "people">,
  incident: About & Pick<FullIncident, "people">,
): Said | null {
  const { first, pob_told, people } = found;
  const nobody = !pob_told || incident.people?.outstanding_max === 0;
  if (first === "take_aboard" || (first === "pollution" && nobody)) return null;
  return saidNeed(people, whatOfPeople(found, incident), incident.people);
}

/** Whether the units that are tasked are enough for what it needs: for all people, and to search. */
export function isCovered({
  first,
  need,
  tasked,
}: Pick<FirstUnit, "first" | "need" | "tasked">): boolean {
  if (first === "pollution" || !tasked.enough) return false;
  return first === "take_aboard" || tasked.units >= need.quantity;
}

type About = Pick<FullIncident, "phase" | "situation">;

function whatOfPeople({ pob_told }: Pick<FirstUnit, "pob_told">, { situation }: About): string {
  const what = situation === "medical_evacuation" ? said.patients : firstUnit.what;
  return pob_told ? what : said.notTold(what);
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
