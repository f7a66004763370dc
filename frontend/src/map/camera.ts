/** The map's first view, and the bounds that show an incident whole. */

import type { LngLatBoundsLike } from "maplibre-gl";
import type { Centre } from "@/api/types";
import { type LonLat, lonLat } from "@/geo/lonlat";
import { beside, reckoned } from "@/geo/sphere";
import { PHASES } from "@/state/case-duties";
import type { Sketched } from "@/state/pointing";
import { matchId, type SceneUnit } from "@/state/scene";
import { standingVersion, unsigned, zonesOf } from "@/state/standing";
import { incidentAt, openIncident, type Seen } from "./seen";

/** Around an incident nothing less than this is shown. */
const LEAST_NM = 25;
/** Around a centre this much is shown at the start. */
const WATERS_NM = 120;
/** A unit on its way from farther than this does not widen the view. */
const FAR_DEG = 5;
/** So many of the candidates are shown, as far as the view grows no wider than this for them. */
const BEST = 5;
const WIDEST_DEG = 20;
/** Of wider waters the first view grows by this factor at most, for cases outside them. */
const GROWN = 1.5;

/** The corners around all points, in the turn of the first. */
export function around(points: readonly LonLat[]): [number, number, number, number] | null {
  const [first] = points;
  if (!first) return null;
  const lons = points.map(([lon]) => beside(first[0], lon));
  const lats = points.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** The open incident with those on their way that are not far, and the best candidates. */
export function incidentBounds(seen: Seen): LngLatBoundsLike | null {
  const open = incidentAt(seen);
  if (!open?.point) return null;
  const scene = lonLat(open.point);
  const coming = seen.units.filter(
    ({ deployment }) => deployment?.incident_id === open.incident.id,
  );
  const near = placesOf(coming).filter(
    ([lon, lat]) =>
      Math.abs(beside(scene[0], lon) - scene[0]) < FAR_DEG && Math.abs(lat - scene[1]) < FAR_DEG,
  );
  const present = openIncident(seen)?.present;
  const set = present ? [lonLat(present.known.point)] : [];
  return around(withBest(seen, [scene, ...frame(scene, LEAST_NM), ...set, ...near]));
}

const placesOf = (units: readonly SceneUnit[]) =>
  units.flatMap(({ point }) => (point ? [lonLat(point)] : []));

/** The places of the best candidates of which any is known, in their order. */
function bestPlaces({ candidates, units }: Seen): readonly LonLat[] {
  const ranked = candidates?.matches.items.filter(({ rank }) => rank !== null) ?? [];
  const placed = ranked.flatMap((match) => {
    const id = matchId(match);
    return placesOf(units.filter((unit) => unit.id === id)).slice(0, 1);
  });
  return placed.slice(0, BEST);
}

/** With the places of the best candidates; one that is too far is left out. */
function withBest(seen: Seen, places: readonly LonLat[]): readonly LonLat[] {
  const shown = [...places];
  for (const place of bestPlaces(seen))
    if (widthOf([...shown, place]) <= WIDEST_DEG) shown.push(place);
  return shown;
}

/** The number of the best candidates that the map does not show, of those with a place. */
export function bestOutside(seen: Seen): number {
  return bestPlaces(seen).filter((place) => !isInView(place, seen.view)).length;
}

/** The greater of width and height, in degrees. */
function widthOf(places: readonly LonLat[]): number {
  const [west, south, east, north] = around(places) ?? [0, 0, 0, 0];
  return Math.max(east - west, north - south);
}

/** Around a position that is typed, or of what is open; null: there is none. */
export const placeBounds = (typed: Seen["typed"]): LngLatBoundsLike | null =>
  typed && around(frame(typed.point, WATERS_NM));

/** Around a position that is being typed; null while it is in view. */
export function typedBounds({
  typed,
  view,
}: Pick<Seen, "typed" | "view">): LngLatBoundsLike | null {
  if (!typed) return null;
  return isInView(typed.point, view) ? null : placeBounds(typed);
}

function isInView([lon, lat]: LonLat, view: Seen["view"]): boolean {
  const shown = beside((view.west + view.east) / 2, lon);
  return shown > view.west && shown < view.east && lat > view.south && lat < view.north;
}

export function sketchBounds(sketch: readonly Sketched[]): LngLatBoundsLike | null {
  return around(sketch.flatMap(({ corners }) => corners));
}

/** The zones that are being written, or those of the agreement that is open. */
export function zoneBounds({ picture, opened, sketch }: Seen): LngLatBoundsLike | null {
  const written = sketchBounds(sketch);
  if (written) return written;
  const agreement = picture.agreement.get(opened?.id ?? "");
  const version = agreement && (unsigned(agreement) ?? standingVersion(agreement));
  if (!version) return null;
  return around(zonesOf(agreement, version).flatMap(({ area }) => cornersOf(area)));
}

const cornersOf = (area: NonNullable<Centre["srr"]>): LonLat[] =>
  (area.type === "Polygon" ? area.coordinates : area.coordinates.flat())
    .flat()
    .map(([lon = 0, lat = 0]) => [lon, lat]);

const frame = (middle: LonLat, radiusNm: number) =>
  [0, 90, 180, 270].map((course) => reckoned(middle, course, radiusNm));

/** The corners of a centre's search and rescue region; without one, of the waters around it. */
function watersOf({ centre: centres }: Seen["picture"], id: string): LonLat[] {
  const centre = centres.get(id);
  if (!centre) return [];
  return centre.srr ? cornersOf(centre.srr) : frame(lonLat(centre.position), WATERS_NM);
}

/** The bounds of a centre's waters; null: there is no such centre. */
export const regionBounds = ({ picture }: Pick<Seen, "picture">, id: string) =>
  around(watersOf(picture, id));

/** The desk that looks: its party, and its centre. */
interface Desk {
  readonly party: string;
  readonly centre_id: string;
}

/**
 * At the start: the waters of one's own centre, and the cases that involve one's party as far as
 * the view stays narrow enough for them, the gravest first. Without a centre: all centres.
 */
export function firstBounds(seen: Seen, desk: Desk): LngLatBoundsLike | null {
  const own = watersOf(seen.picture, desk.centre_id);
  const shown = own.length
    ? [...own]
    : [...seen.picture.centre.keys()].flatMap((id) => watersOf(seen.picture, id));
  const widest = Math.max(WIDEST_DEG, widthOf(shown) * GROWN);
  for (const place of ownCases(seen, desk.party)) {
    const more = [...shown, ...frame(place, LEAST_NM)];
    if (widthOf(more) <= widest) shown.push(...frame(place, LEAST_NM));
  }
  return around(shown);
}

/** The places of the open cases in which the party is involved, the gravest first. */
function ownCases({ incidents }: Pick<Seen, "incidents">, party: string): LonLat[] {
  return incidents
    .filter(
      ({ incident }) =>
        incident.view === "full" && incident.involved.some((one) => one.party === party),
    )
    .sort((one, other) => PHASES.indexOf(one.incident.phase) - PHASES.indexOf(other.incident.phase))
    .flatMap(({ point }) => (point ? [lonLat(point)] : []));
}

/** The number of those cases that the map does not show, while it is about none of them. */
export function casesOutside(seen: Seen, { party }: Pick<Desk, "party">): number {
  if (incidentAt(seen)) return 0;
  return ownCases(seen, party).filter((place) => !isInView(place, seen.view)).length;
}
