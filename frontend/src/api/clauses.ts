/** The fields of an agreement's clause by which nothing would be done: the server refuses them. */
/** Written by `make api-types`, never by hand. */

import type { Bodies } from "./types";

type EntryClause = Bodies["ClearanceClause"];
type Clause = Bodies["AgreementDraftBody"]["terms"][number];

/** By the way in which units enter. */
export const IDLE_OF_ENTRY: Readonly<
  Record<EntryClause["mode"], readonly (keyof EntryClause)[]>
> = {
  pre_cleared: ["lead_minutes"],
  notify: [],
  request: ["landing"],
  prohibited: ["lead_minutes", "contact", "landing"],
};

/** The fields without effect where each bears its own costs. */
export const IDLE_OF_OWN_COSTS: readonly (keyof Bodies["CostClause"])[] = ["free_hours", "currency", "rate_per_hour", "claim_days"];

/** The fields for the assets that a clause is about: they bear on these alone. */
export const LIMIT_OF_ASSETS: readonly (keyof Clause)[] = ["kinds", "types", "excluded_types"];
export const LIMIT_BEARS_ON: readonly (keyof Clause)[] = ["visibility", "may_request", "fuel_points", "entry", "costs", "data_use", "command", "liability", "crew_status"];

/** Kinds of requests that no case is of: nobody is involved, and it has no phase. */
export const WITHOUT_CASE: ReadonlySet<string> = new Set(["border_emergency", "capacity_building"]);
