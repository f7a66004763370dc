/** A request that is being written: its needs as they are typed, and what they mean. Pure. */

import type { Kind, Match, Matches, Need, NeedBody, NeedUnit } from "@/api/types";
import { dayTime } from "@/geo/format";
import { parseTime } from "@/geo/typed-time";

export interface NeedDraft {
  readonly id: string;
  readonly what: string;
  readonly kinds: readonly Kind[];
  readonly capabilities: readonly string[];
  readonly quantity: string;
  readonly unit: NeedUnit;
  readonly by: string;
  /** The platform's time when `by` was typed: "+90" and "1600" mean what they meant then. */
  readonly byTypedMs?: number;
}

export function emptyNeed(id: string): NeedDraft {
  return { id, what: "", kinds: [], capabilities: [], quantity: "1", unit: "assets", by: "" };
}

/** The need as the server takes it; null while something in it cannot be read. */
export function needOf(draft: NeedDraft, nowMs: number): NeedBody | null {
  const by = draft.by.trim() === "" ? null : byOf(draft, nowMs);
  if (draft.by.trim() !== "" && by === null) return null;
  if (!COUNT.test(draft.quantity.trim())) return null;
  return {
    id: draft.id,
    what: draft.what.trim(),
    kinds: [...draft.kinds],
    capabilities: [...draft.capabilities],
    quantity: Number(draft.quantity),
    unit: draft.unit,
    by_at: by === null ? null : new Date(by).toISOString(),
  };
}

/** The instant by which it is needed, fixed when it was typed; null: it cannot be read. */
export function byOf({ by, byTypedMs }: NeedDraft, nowMs: number): number | null {
  return parseTime(by, byTypedMs ?? nowMs, "future");
}

export type NeedFault = "what" | "quantity" | "by";

/** Faults of a need: nobody can answer one that does not say what for. */
export function faultsOf(draft: NeedDraft, nowMs: number, types: readonly string[] = []) {
  const { what, kinds, capabilities, quantity, by } = draft;
  const said = what.trim() !== "" || kinds.length + capabilities.length + types.length > 0;
  const faults: readonly [NeedFault, boolean][] = [
    ["what", !said],
    ["quantity", !COUNT.test(quantity.trim())],
    ["by", by.trim() !== "" && byOf(draft, nowMs) === null],
  ];
  return faults.flatMap(([field, wrong]) => (wrong ? [field] : []));
}

const COUNT = /^[1-9]\d{0,4}$/;

/** A need that stands, as it is typed. */
export function draftOf({
  id,
  what,
  kinds,
  capabilities,
  quantity,
  unit,
  by_at,
}: Omit<NeedDraft, "quantity" | "by"> & Pick<Need, "quantity" | "by_at">): NeedDraft {
  return { id, what, kinds, capabilities, quantity: String(quantity), unit, by: dayTime(by_at) };
}

/** The need as it stands, for an amendment that leaves it alone. */
export function unchanged(need: Need): NeedBody {
  const { id, what, kinds, types, capabilities, quantity, unit, from_at, by_at, until_at } = need;
  return { id, what, kinds, types, capabilities, quantity, unit, from_at, by_at, until_at };
}

/** The need as typed; what no field shows stays, and so does a time that was left alone. */
export function amended(need: Need, draft: NeedDraft, nowMs: number): NeedBody | null {
  const same = draft.by === dayTime(need.by_at);
  const typed = needOf(same ? { ...draft, by: "" } : draft, nowMs);
  return (
    typed && { ...unchanged(need), ...typed, by_at: (same ? need.by_at : typed.by_at) ?? null }
  );
}

/** The verdicts of units that cannot come. */
export const REFUSED: ReadonlySet<Match["verdict"]> = new Set<Match["verdict"]>([
  "not_suited",
  "not_available",
  "not_permitted",
]);

export const isRefused = (match: Match) => REFUSED.has(match.verdict);

/** The soonest of a party's candidates that could come. */
export function bestOf(matches: Matches | null, party: string): Match | null {
  return matches?.items.find((match) => match.party === party && !isRefused(match)) ?? null;
}
