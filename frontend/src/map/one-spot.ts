/** Signs that lie on one another on the map: named on a card, and met by clicks in turn. Pure. */

import { type LonLat, lonLat } from "@/geo/lonlat";
import type { Pointed } from "@/state/pointing";
import { placesOf, type Seen } from "./seen";

/** Fingers and tired eyes: this far beside a thing still means it. */
export const REACH_PX = 6;
const WORLD_PX = 512;

/** The names of what else is drawn where this is, at the present zoom, but for the open case:
 * incidents, units, places. */
export function besideIt(seen: Seen, about: string, [lon, lat]: LonLat): string[] {
  const reachLon = (REACH_PX * 360) / (WORLD_PX * 2 ** seen.view.zoom);
  const reachLat = reachLon * Math.cos((lat * Math.PI) / 180);
  const signs = [
    ...seen.incidents.map(({ incident, point }) => ({
      id: incident.id,
      name: incident.reference,
      point,
    })),
    ...seen.units.map(({ id, view, point }) => ({ id, name: view.name, point })),
    ...placesOf(seen).map(({ view, point }) => ({ id: view.id, name: view.name, point })),
  ];
  return signs.flatMap(({ id, name, point }) => {
    if (!point || id === about || id === seen.opened?.id) return [];
    const [otherLon, otherLat] = lonLat(point);
    const isBeside = Math.abs(otherLon - lon) < reachLon && Math.abs(otherLat - lat) < reachLat;
    return isBeside ? [name] : [];
  });
}

/** The one of several that a click takes: the one after that which was chosen before; the case that is
 * open already only if there is nothing else. */
export function nextOf<T extends Pointed>(
  found: readonly T[],
  opened: Pointed | null,
  selected: Pointed | null,
): T | undefined {
  const others = found.filter(({ id }) => id !== opened?.id);
  if (others.length === 0) return found[0];
  return others[(others.findIndex(({ id }) => id === selected?.id) + 1) % others.length];
}

/** The one of several that the pointer tells of: the chosen one, else that which a click takes. */
export const toldOf = <T extends Pointed>(
  found: readonly T[],
  opened: Pointed | null,
  selected: Pointed | null,
): T | undefined =>
  found.find(({ id }) => id === selected?.id && id !== opened?.id) ?? nextOf(found, opened, null);
