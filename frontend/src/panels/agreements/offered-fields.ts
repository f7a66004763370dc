/** The fields of a clause that are offered: those by which the platform would act. Pure. */

import { IDLE_OF_ENTRY, IDLE_OF_OWN_COSTS } from "@/api/clauses";
import type { Bodies } from "@/api/types";

type Entry = Bodies["ClearanceClause"];
type Costs = Bodies["CostClause"];

const OF_ENTRY: Readonly<Record<string, keyof Entry>> = {
  entry_kinds: "kinds",
  lead: "lead_minutes",
  contact: "contact",
  landing: "landing",
  entry_services: "services",
  unarmed: "unarmed",
  excluded_sensors: "excluded_sensors",
};
const OF_COSTS: Readonly<Record<string, keyof Costs>> = {
  free_hours: "free_hours",
  currency: "currency",
  rate: "rate_per_hour",
  claim_days: "claim_days",
  costs_note: "note",
};
const OF_POSITION: readonly string[] = ["precision", "delay"];

/** Whether the platform would act by the field of a clause, beside what is chosen in others: it
 * refuses what it would not act by. */
export function isOffered(field: string, chosen: (field: string) => string): boolean {
  const ofEntry = OF_ENTRY[field];
  const ofCosts = OF_COSTS[field];
  if (ofEntry) {
    const mode = chosen("entry") as Entry["mode"] | "";
    return mode !== "" && !IDLE_OF_ENTRY[mode].includes(ofEntry);
  }
  if (ofCosts) {
    const rule = chosen("costs") as Costs["rule"] | "";
    return rule !== "" && !(rule === "own" && IDLE_OF_OWN_COSTS.includes(ofCosts));
  }
  return !OF_POSITION.includes(field) || chosen("visibility") === "position";
}

/** A rule of entry, without what has no effect in its mode. */
export const acting = (rule: Entry): Entry =>
  Object.fromEntries(
    Object.entries(rule).filter(([field]) =>
      IDLE_OF_ENTRY[rule.mode].every((idle) => idle !== field),
    ),
  ) as Entry;
