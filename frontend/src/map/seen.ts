/** The map's input at one instant, and the plain features that layers make of it. */

import type { Feature, Geometry } from "geojson";
import type {
  AssetType,
  Centre,
  DrawnVessel,
  ExpectedTime,
  FuelPoint,
  FullIncident,
  Point,
  Position,
} from "@/api/types";
import type { LonLat } from "@/geo/lonlat";
import type { Corner } from "@/state/measuring";
import type { Picture } from "@/state/picture";
import type { Pointed, Sketched, TypedPlace } from "@/state/pointing";
import type { Candidates, SceneIncident, SceneUnit, Soonest } from "@/state/scene";
import type { Sight } from "@/state/sight";
import type { FloatingPart } from "./floating-parts";
import type { Reach } from "./isochrones";
import type { Shown } from "./shown";
import type { VesselsHeard, VesselTrack } from "./vessels-heard";

export interface Seen {
  readonly picture: Picture;
  readonly incidents: readonly SceneIncident[];
  /** The closed case whose panel is open. */
  readonly closed: FullIncident | null;
  readonly units: readonly SceneUnit[];
  /** The catalogue by code; empty until it is read. */
  readonly types: ReadonlyMap<string, AssetType>;
  readonly candidates: Candidates | null;
  readonly soonest: Soonest | null;
  readonly hovered: Pointed | null;
  readonly opened: Pointed | null;
  readonly selected: Pointed | null;
  /** Tracks, oldest position first, of units whose track was fetched or heard. */
  readonly tracks: ReadonlyMap<string, readonly Position[]>;
  /** Sea routes of vessels on their way, by their deployments, as far as they are known. */
  readonly seaWays: ReadonlyMap<string, SeaWay>;
  /** Expected times of arrival by deployment. */
  readonly expected: ReadonlyMap<string, ExpectedTime>;
  /** Names of places; empty until they are read. */
  readonly places: readonly Drawn[];
  readonly sketch: readonly Sketched[];
  readonly typed: TypedPlace | null;
  /** The corners of the way that is being measured; null: none is. */
  readonly measured: readonly Corner[] | null;
  /** The unit or place that looks, and from how high; null: nobody is asked for. */
  readonly sight: Sight | null;
  readonly shown: Shown;
  /** The vessels off the air in view; null: they are not shown, or not read yet. */
  readonly vessels: VesselsHeard | null;
  readonly vesselTrack: VesselTrack | null;
  readonly reach: Reach | null;
  /** Platform time, in steps: ages need no more. */
  readonly nowMs: number;
  readonly view: Viewport;
  /** The parts that float over it and stay. */
  readonly floating: readonly FloatingPart[];
}

/** A vessel's way round the land. */
export interface SeaWay {
  /** The places between which it was asked for. */
  readonly from: LonLat;
  readonly to: LonLat;
  /** The place where she was to take fuel; none: she went straight there. */
  readonly over: readonly LonLat[];
  readonly turns: readonly LonLat[];
}

export interface Viewport {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  readonly zoom: number;
}

export type Drawn = Feature<Geometry> & { readonly id: string };

/** A feature whose id is also among its properties, where the map looks for it. */
export function drawn(
  id: string,
  geometry: Geometry,
  properties: Record<string, string | number | boolean> = {},
): Drawn {
  return { type: "Feature", id, geometry, properties: { ...properties, id } };
}

export const at = ([lon, lat]: LonLat): Geometry => ({ type: "Point", coordinates: [lon, lat] });

export const along = (points: readonly LonLat[]): Geometry => ({
  type: "LineString",
  coordinates: points.map(([lon, lat]) => [lon, lat]),
});

/** The incident on which everything turns now: the open one, or the one of the match list. */
export function openIncident(seen: Seen): SceneIncident | null {
  const id = seen.opened?.thing === "incident" ? seen.opened.id : seen.candidates?.incidentId;
  return seen.incidents.find(({ incident }) => incident.id === id) ?? null;
}

/** The open incident, else the closed one whose panel is open, at its last datum. */
export function incidentAt(seen: Seen): Pick<SceneIncident, "incident" | "point"> | null {
  const { closed } = seen;
  return openIncident(seen) ?? (closed && { incident: closed, point: closed.datum?.point ?? null });
}

/** A place that has a card: a centre, or a fuel point. */
export type SeenPlace =
  | { readonly thing: "centre"; readonly view: Centre; readonly point: Point }
  | { readonly thing: "fuel_point"; readonly view: FuelPoint; readonly point: Point };

/** Their signs are drawn from this zoom on. */
export const FROM_ZOOM = { centre: 3.5, fuel_point: 5 } as const;

/** The places whose signs are drawn now, at a zoom that shows them. */
export function placesOf({ picture, shown }: Pick<Seen, "picture" | "shown">): SeenPlace[] {
  const centres = [...picture.centre.values()].filter(({ retired_at }) => !retired_at);
  const fuel = shown.fuel ? [...picture.fuel_point.values()] : [];
  return [
    ...centres.map((view) => ({ thing: "centre" as const, view, point: view.position })),
    ...fuel.map((view) => ({ thing: "fuel_point" as const, view, point: view.place })),
  ];
}

/** A vessel off the air that is drawn, or was chosen while it was. */
export interface SeenVessel {
  readonly thing: "heard_vessel";
  readonly view: Pick<DrawnVessel, "id" | "name">;
  /** Null: it is not drawn now, as it is gathered with others or out of view. */
  readonly point: Point | null;
}

/** The vessel that is meant, while vessels are shown. */
export function vesselAt({ vessels }: Pick<Seen, "vessels">, on: Pointed | null) {
  if (!vessels || on?.thing !== "heard_vessel") return null;
  const view = vessels.found.items.find(({ id }) => id === on.id);
  const point: Point | null = view ? { type: "Point", coordinates: [...view.place] } : null;
  const seen: SeenVessel = { thing: "heard_vessel", view: view ?? { id: on.id, name: "" }, point };
  return seen;
}

/** The place that is meant; null: it is none, or not drawn. */
export function placeAt(seen: Pick<Seen, "picture" | "shown">, on: Pointed | null) {
  if (on?.thing !== "centre" && on?.thing !== "fuel_point") return null;
  return placesOf(seen).find(({ thing, view }) => thing === on.thing && view.id === on.id) ?? null;
}

/** A coarse case is told by half-degree cells. */
const CELL_NM = 20;

/** The precision to which the place of a sign is told; 0: exactly. */
export function coarseNm({ incidents, units }: Seen, { thing, id }: Pointed): number {
  if (thing === "incident")
    return incidents.find(({ incident }) => incident.id === id)?.incident.view === "coarse"
      ? CELL_NM
      : 0;
  return coarseOf(units.find((unit) => unit.id === id)?.position);
}

/** The same of a position; near a base that is told in its stead it is coarser than its term. */
export const coarseOf = (position: Position | null | undefined) =>
  position?.precision_nm ? Math.max(position.precision_nm, position.uncertainty_nm) : 0;
