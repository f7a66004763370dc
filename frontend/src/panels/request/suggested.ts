/** Own assets suggested for an offer, the soonest first. */

import { matchNeed, readMatches } from "@/api/requests";
import type { Asset, FullIncident, Match, Request } from "@/api/types";
import { uuid7 } from "@/api/uuid7";
import { presentOf } from "@/geo/present";
import { emptyNeed, isRefused, needOf } from "@/state/asking";
import { nowMs } from "@/state/desk";
import type { Picture } from "@/state/picture";
import { matchId } from "@/state/scene";
import type { OfferAbout } from "./offer-about";

export interface Suggested {
  readonly match: Match;
  /** Null: it is offered unasked, for no need. */
  readonly needId: string | null;
  /** The time by which its need wants it; null: none is told. */
  readonly byMs: number | null;
  /** Whether its need says what could do it, and with that names what this is. */
  readonly named: boolean;
  /** Nobody has weighed it: its verdict and its times are not known. */
  readonly unweighed?: boolean;
}

export interface Suggestions {
  readonly all: readonly Suggested[];
  /** The platform's time that they were computed for. */
  readonly atMs: number;
}

const MOST = 500;

const UNASKED = { needId: null, byMs: null, named: false } as const;

/** One's own candidates, the soonest first; each asset once. */
export async function suggestions(
  about: OfferAbout,
  picture: Picture,
  party: string,
  signal: AbortSignal,
): Promise<Suggestions> {
  if (about.asked) return forRequest(about.request, party, signal);
  const { incident } = about;
  const found = incident.view === "full" ? await forCase(incident, party, signal) : null;
  return found ?? { all: unweighed(picture), atMs: nowMs() };
}

async function forRequest(
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
      const byMs = need.by_at ? Date.parse(need.by_at) : null;
      return own(items, party).map((match) => ({ match, needId: need.id, byMs, named }));
    }),
  );
  return { all: onceEach(found.flat()), atMs };
}

/** A party that is told of a case without taking part in it asks about its place; null: none. */
async function forCase(
  incident: FullIncident,
  party: string,
  signal: AbortSignal,
): Promise<Suggestions | null> {
  const need = needOf(emptyNeed(uuid7()), nowMs());
  const place = presentOf(incident, nowMs())?.now.point ?? null;
  const takesPart =
    incident.lead.party === party || incident.involved.some((one) => one.party === party);
  const scene = takesPart
    ? { incident_id: incident.id }
    : { place, situation: incident.situation, territory_of: incident.territory_of };
  if (!need || !(takesPart || place)) return null;
  const { items, asked_at } = await matchNeed({ ...scene, need, limit: MOST }, signal);
  const all = own(items, party).map((match) => ({ match, ...UNASKED }));
  return { all: onceEach(all), atMs: Date.parse(asked_at) };
}

/** The assets by name, if nobody is told where the case is. */
function unweighed(picture: Picture): Suggested[] {
  return [...picture.asset.values()]
    .filter(
      (asset) => asset.own && !asset.retired_at && UNITS.has(asset.kind) && !asset.bound?.length,
    )
    .sort((one, other) => one.name.localeCompare(other.name, "en"))
    .map((asset) => ({ match: unknownOf(asset), ...UNASKED, unweighed: true }));
}

const unknownOf = ({ id, party, name, type, kind }: Asset): Match => ({
  asset_id: id,
  ship_id: null,
  party,
  name,
  type,
  kind,
  verdict: "allowed",
  rank: null,
  time: null,
  band_minutes: null,
  way_nm: null,
  by_water: null,
  turns: [],
  meets: null,
  carrier: null,
  on_scene_minutes: null,
  capacity: 0,
  covers: 0,
  room_known: true,
  reasons: [],
  would_make_eligible: [],
  fuel_stops: [],
  heard: null,
});

const own = (items: readonly Match[], party: string) =>
  items.filter((match) => match.party === party && match.asset_id);

function onceEach(found: readonly Suggested[]): Suggested[] {
  const once = new Map<string, Suggested>();
  for (const one of [...found].sort(bySoonest)) {
    if (!once.has(matchId(one.match))) once.set(matchId(one.match), one);
  }
  return [...once.values()];
}

function bySoonest(one: Suggested, other: Suggested): number {
  const wait = ({ match }: Suggested) =>
    (isRefused(match) ? 1e9 : 0) + (match.time?.total_minutes ?? 1e6);
  return wait(one) - wait(other);
}

const UNITS = new Set<Asset["kind"]>(["vessel", "aircraft", "uncrewed", "team"]);

export type NotSuited = "refused" | "not_named" | "no_time";

/**
 * The reason why it is not offered without being looked for; null: it is. A need that does not say what
 * could meet it asks for units that are there in time, not for stores or courses.
 */
export function whyNotSuited({ match, named }: Suggested, asset: Asset | null): NotSuited | null {
  if (isRefused(match)) return "refused";
  if (named) return null;
  if (asset === null || !UNITS.has(asset.kind)) return "not_named";
  return match.time === null ? "no_time" : null;
}
