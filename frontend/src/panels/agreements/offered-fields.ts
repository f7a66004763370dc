/** The fields of a clause that are offered: those by which the platform would act. Pure. */

import { IDLE_OF_ENTRY, IDLE_OF_OWN_COSTS, LIMIT_BEARS_ON, LIMIT_OF_ASSETS } from "@/api/clauses";
import type { Bodies } from "@/api/types";

type Entry = Bodies["ClearanceClause"];
type Costs = Bodies["CostClause"];

export const CLOCKS = [
  "acknowledge",
  "answer",
  "acknowledge_entry",
  "conditions",
  "clearance",
] as const;
/** Of a clause: what the form does not show of it, as it was. */
export const KEPT = "#kept";

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
/** The parts that no limit of assets bears on. */
const OF_WHATEVER: readonly string[] = [...CLOCKS, "awareness", "feeds"];
/** By field of a clause, where the form names it otherwise. */
const NAMED: Readonly<Record<string, string>> = {
  may_request: "request",
  fuel_points: "fuel",
};

/** Whether which assets a clause is about has an effect, or nothing is chosen yet that tells. */
function isLimited(chosen: (field: string) => string): boolean {
  const bears = LIMIT_BEARS_ON.some((field) => chosen(NAMED[field] ?? field));
  return bears || keepsEntry(chosen(KEPT)) || !OF_WHATEVER.some((field) => chosen(field));
}

const keepsEntry = (kept: string) => kept !== "" && "entry" in JSON.parse(kept);

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
  if (LIMIT_OF_ASSETS.some((limit) => limit === field)) return isLimited(chosen);
  return !OF_POSITION.includes(field) || chosen("visibility") === "position";
}

/** The kinds of units that a rule of entry may be about: of those of its clause, or chosen
 * already. */
export function entryKindsOf<T extends readonly [string, string]>(
  kinds: readonly T[],
  chosen: (field: string) => string,
): readonly T[] {
  const named = chosen("kinds").split(" ").filter(Boolean);
  if (named.length === 0 || chosen("types")) return kinds;
  const kept = [...named, ...chosen("entry_kinds").split(" ").filter(Boolean)];
  return kinds.filter(
    ([kind]) =>
      kept.includes(kind) ||
      kept.includes(WIDER[kind] ?? "") ||
      named.some((narrow) => WIDER[narrow] === kind),
  );
}

/** The kind that holds a narrower one. */
const WIDER: Readonly<Record<string, string>> = { helicopter: "aircraft", aeroplane: "aircraft" };

/** A rule of entry, without what has no effect in its mode. */
export const acting = (rule: Entry): Entry =>
  Object.fromEntries(
    Object.entries(rule).filter(([field]) =>
      IDLE_OF_ENTRY[rule.mode].every((idle) => idle !== field),
    ),
  ) as Entry;
