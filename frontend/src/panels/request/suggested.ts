/** Own assets suggested for a request, the soonest first. */

import { readMatches } from "@/api/requests";
import type { Asset, Match, Request } from "@/api/types";
import { isRefused } from "@/state/asking";
import { nowMs } from "@/state/desk";
import { matchId } from "@/state/scene";

export interface Suggested {
  readonly match: Match;
  readonly needId: string;
  /** Whether its need says what could do it, and with that names what this is. */
  readonly named: boolean;
}

export interface Suggestions {
  readonly all: readonly Suggested[];
  /** The platform's time that they were computed for. */
  readonly atMs: number;
}

/** One's own candidates for every need that is asked for, the soonest first; each asset once. */
export async function suggestions(
  request: Request,
  party: string,
  signal: AbortSignal,
): Promise<Suggestions> {
  const needs = request.needs.filter((need) => !need.withdrawn_at);
  let atMs = nowMs();
  const found = await Promise.all(
    needs.map(async (need): Promise<Suggested[]> => {
      const { items, asked_at } = await readMatches(request.id, need.id, signal);
      atMs = Math.min(atMs, Date.parse(asked_at));
      const named = need.kinds.length + need.types.length + need.capabilities.length > 0;
      return items
        .filter((match) => match.party === party && match.asset_id)
        .map((match) => ({ match, needId: need.id, named }));
    }),
  );
  const once = new Map<string, Suggested>();
  for (const one of found.flat().sort(bySoonest)) {
    if (!once.has(matchId(one.match))) once.set(matchId(one.match), one);
  }
  return { all: [...once.values()], atMs };
}

function bySoonest(one: Suggested, other: Suggested): number {
  const wait = ({ match }: Suggested) =>
    (isRefused(match) ? 1e9 : 0) + (match.time?.total_minutes ?? 1e6);
  return wait(one) - wait(other);
}

const UNITS = new Set<Asset["kind"]>(["vessel", "aircraft", "uncrewed", "team"]);

/**
 * Whether it is offered without being looked for: a need that does not say what could meet it asks
 * for units that are there in time, not for stores or courses.
 */
export function suits({ match, named }: Suggested, asset: Asset | null): boolean {
  if (isRefused(match)) return false;
  return named || (match.time !== null && asset !== null && UNITS.has(asset.kind));
}
