/** Sea routes of vessels on their way: asked of the server, anew as they go. */

import { api, unwrap } from "@/api/client";
import type { LonLat } from "@/geo/lonlat";
import { distanceNm } from "@/geo/sphere";
import { createStore } from "@/state/store";
import { type Coming, comingOf } from "./coming";
import type { SeaWay, Seen } from "./seen";

/** By deployment. */
export const seaWays = createStore<ReadonlyMap<string, SeaWay>>(new Map());

const LOOK_EVERY_MS = 3_000;
const AFTER_FAILURE_MS = 30_000;
/** A unit that has gone so far may have come to another way. */
const GONE_NM = 3;
/** To a scene that has drifted no farther the turns are the same. */
const DRIFTED_NM = 0.5;
const MOST_PLACES = 50;

/** Vessels whose way is not known, by the case they go to. */
export function unknownWays(
  coming: readonly Coming[],
  known: ReadonlyMap<string, SeaWay>,
): Map<string, Coming[]> {
  const wanted = coming.filter(({ deployment, from, to, byWater, over }) => {
    const way = known.get(deployment.id);
    if (!byWater) return false;
    if (!way || !isSame(way.over, over)) return true;
    return distanceNm(way.to, to) > DRIFTED_NM || distanceNm(way.from, from) > GONE_NM;
  });
  const byCase = new Map<string, Coming[]>();
  for (const one of wanted)
    byCase.set(one.incidentId, [...(byCase.get(one.incidentId) ?? []), one]);
  return byCase;
}

const isSame = (one: readonly LonLat[], other: readonly LonLat[]) =>
  one.length === other.length &&
  one.every((place, n) => distanceNm(place, other[n] ?? place) === 0);

/** The turns that are still to come for one that has gone on from where the way was asked for;
 * none of a way that was asked for over another place. */
export function turnsAhead(
  way: SeaWay | undefined,
  now: LonLat,
  over: readonly LonLat[],
): readonly LonLat[] {
  if (!way || !isSame(way.over, over)) return [];
  const goneNm = distanceNm(way.from, now);
  const next = way.turns.findIndex((turn) => distanceNm(way.from, turn) > goneNm);
  return next < 0 ? [] : way.turns.slice(next);
}

const written = ([lon, lat]: LonLat) => `${lon.toFixed(3)},${lat.toFixed(3)}`;

async function ask(incidentId: string, coming: readonly Coming[]): Promise<void> {
  const asked = coming.slice(0, MOST_PLACES);
  const places = asked.map(({ from, type, over }) =>
    [written(from), type, ...over.slice(0, 1).map(written)].join(","),
  );
  const found = await unwrap(
    api.GET("/api/incidents/{incident_id}/sea-ways", {
      params: { path: { incident_id: incidentId }, query: { places: places.join(";") } },
    }),
  );
  const next = new Map(seaWays.get());
  asked.forEach(({ deployment, from, to, over }, n) => {
    const turns = (found.ways[n]?.turns ?? []).map(([lon = 0, lat = 0]): LonLat => [lon, lat]);
    next.set(deployment.id, { from, to, over, turns });
  });
  seaWays.set(next);
}

/** Begin; returns how to end. */
export function followSeaWays(seen: () => Seen | null): () => void {
  let busy = false;
  let notBefore = 0;

  async function look(): Promise<void> {
    const now = seen();
    if (busy || !now || performance.now() < notBefore) return;
    busy = true;
    try {
      for (const [id, coming] of unknownWays(comingOf(now), seaWays.get())) await ask(id, coming);
    } catch {
      // Until it is known the shortest line stands for it.
      notBefore = performance.now() + AFTER_FAILURE_MS;
    } finally {
      busy = false;
    }
  }

  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
