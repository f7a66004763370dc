/** Assets and ships: shape by kind, tint by party, turned to their course, fading with age. */

import type { SymbolLayerSpecification } from "maplibre-gl";
import type { AssetForm, Position } from "@/api/types";
import { lonLat } from "@/geo/lonlat";
import { words } from "@/i18n";
import { mapWords } from "@/i18n/picture-words";
import { isActive, matchId, type SceneUnit } from "@/state/scene";
import { ageStep, lastKnown } from "../age";
import type { Colours } from "../colours";
import { CLUSTER, readyOf, shapeOf, unitIcon } from "../icons/names";
import type { Layer } from "../layer";
import { besideSign, halo, label, sign } from "../lettering";
import { at, type Drawn, drawn, type Seen } from "../seen";

interface Kept {
  readonly from: readonly unknown[];
  readonly position: Position | null;
  readonly feature: Drawn;
}

/** Units that matter now stand alone; others may be gathered into one sign with a number. */
function matters(unit: SceneUnit, seen: Seen, asked: ReadonlySet<string>): boolean {
  return unit.deployment !== null || asked.has(unit.id) || isPointed(unit, seen);
}

function isPointed({ id }: SceneUnit, { hovered, selected }: Seen): boolean {
  return [hovered, selected].some((one) => one?.id === id);
}

function candidateIds({ candidates }: Seen): Set<string> {
  const ranked = candidates?.matches.items.filter(({ rank }) => rank !== null) ?? [];
  return new Set(ranked.map(matchId));
}

function formOf({ view }: SceneUnit, { types }: Seen): AssetForm | null {
  return types.get(view.type)?.form ?? null;
}

function featureOf(unit: SceneUnit, form: AssetForm | null, on: boolean, nowMs: number): Drawn {
  const { view, position, deployment, party } = unit;
  const working = deployment !== null && isActive(deployment);
  const icon = unitIcon({
    shape: shapeOf(unit, form),
    headed: isHeaded(position),
    party: party ?? "",
    ready: readyOf(unit),
    working,
    on,
  });
  const old = position ? lastKnown(position, nowMs, mapWords.lastKnown, deployment) : "";
  const silent = deployment?.view === "full" && deployment.unheard?.due_at && mapWords.silent;
  const name = [`${party ?? words.ship} ${view.name}`, silent, old, doubtOf(position)]
    .filter(Boolean)
    .join("\n");
  const place = lonLat(unit.point ?? { type: "Point", coordinates: [0, 0] });
  return drawn(unit.id, at(place), {
    icon,
    name,
    party: party ?? "",
    turn: position?.course_deg ?? 0,
    strength: position ? ageStep(position, nowMs, deployment).strength : 0.85,
    rank: on ? 0 : working ? 1 : 2,
  });
}

/** A place that may be false says so on the map, as one that is old does. */
const doubtOf = (position: Position | null) =>
  position?.doubt || position?.doubted_at ? mapWords.doubted : "";

/** Makes features and keeps each as long as nothing that can be seen of it has changed. */
export function features(chosen: (matters: boolean) => boolean): (seen: Seen) => Drawn[] {
  let kept = new Map<string, Kept>();
  return (seen) => {
    const next = new Map<string, Kept>();
    const asked = candidateIds(seen);
    const zoom = zoomStep(seen);
    for (const unit of seen.units) {
      if (!chosen(matters(unit, seen, asked))) continue;
      const { position, view, deployment } = unit;
      const on = isPointed(unit, seen);
      const form = formOf(unit, seen);
      const strength = position ? ageStep(position, seen.nowMs, deployment).strength : 0;
      const old = position ? lastKnown(position, seen.nowMs, mapWords.lastKnown, deployment) : "";
      // Without a position of its own it stands where its carrier, its scene or its base is.
      const shownAt = position ? "" : String(unit.point?.coordinates);
      const doubt = doubtOf(position);
      const from = [view, deployment, form, on, strength, old, doubt, zoom, shownAt];
      const before = kept.get(unit.id);
      const same =
        before?.from.every((value, n) => value === from[n]) &&
        !hasMoved(before.position, position, zoom);
      next.set(
        unit.id,
        same && before
          ? before
          : { from, position, feature: featureOf(unit, form, on, seen.nowMs) },
      );
    }
    kept = next;
    return [...kept.values()].map(({ feature }) => feature);
  };
}

/** Between two whole zooms it counts as the nearer one. */
const zoomStep = ({ view }: Seen) => Math.ceil(view.zoom);

/** A course that nobody told is not north. */
const isHeaded = (position: Position | null) => typeof position?.course_deg === "number";

const HALF_PIXEL_DEG = 360 / 512 / 2;
const SEEN_TURN_DEG = 3;

/** Whether the sign stands at another place or angle on the screen. */
export function hasMoved(before: Position | null, now: Position | null, zoom: number): boolean {
  if (before === now) return false;
  if (!before || !now || isHeaded(before) !== isHeaded(now)) return true;
  const half = HALF_PIXEL_DEG / 2 ** zoom;
  const [[lon1 = 0, lat1 = 0], [lon2 = 0, lat2 = 0]] = [
    before.point.coordinates,
    now.point.coordinates,
  ];
  const turned = Math.abs((before.course_deg ?? 0) - (now.course_deg ?? 0));
  // On the screen a degree of latitude is twice as long at 60° as at the equator.
  return (
    Math.abs(lon1 - lon2) > half ||
    Math.abs(lat1 - lat2) > half / 2 ||
    Math.min(turned, 360 - turned) > SEEN_TURN_DEG
  );
}

const reads = (seen: Seen) => [
  seen.types,
  seen.hovered,
  seen.selected,
  seen.candidates,
  seen.nowMs,
  zoomStep(seen),
];

const names: NonNullable<SymbolLayerSpecification["layout"]> = {
  ...besideSign,
  "text-field": ["get", "name"],
  "symbol-sort-key": ["get", "rank"],
};

const turned: NonNullable<SymbolLayerSpecification["layout"]> = {
  ...sign,
  "icon-rotate": ["get", "turn"],
  "icon-rotation-alignment": "map",
  "symbol-sort-key": ["get", "rank"],
};

const aged = ["get", "strength"] satisfies ["get", string];

/** A name does not fade with its sign: it has to be read, and says itself since when it is old. */
const paint = (colours: Colours, text: string) => ({ ...halo(colours), "text-color": text });

const NAMES_FROM_ZOOM = 7;

export const fleetLayer: Layer = {
  name: "fleet",
  source: { cluster: true, clusterRadius: 26, clusterMaxZoom: 11 },
  reads,
  follows: ({ units }) => [units],
  features: features((matter) => !matter),
  styles: (colours) => [
    {
      id: "fleet-names",
      type: "symbol",
      source: "fleet",
      minzoom: NAMES_FROM_ZOOM,
      filter: ["!", ["has", "point_count"]],
      layout: { ...names, "text-size": 11 },
      paint: paint(colours, colours.muted),
    },
  ],
  signs: (colours) => [
    {
      id: "fleet",
      type: "symbol",
      source: "fleet",
      filter: ["!", ["has", "point_count"]],
      layout: turned,
      paint: { "icon-opacity": aged },
    },
    {
      id: "fleet-gathered",
      type: "symbol",
      source: "fleet",
      filter: ["has", "point_count"],
      layout: {
        ...label,
        "icon-image": ["image", CLUSTER],
        "icon-allow-overlap": true,
        "text-allow-overlap": true,
        "text-field": ["get", "point_count_abbreviated"],
        "text-size": 11,
      },
      paint: { "text-color": colours.text },
    },
  ],
};

export const workingLayer: Layer = {
  name: "working",
  reads: (seen) => [...reads(seen), seen.units],
  features: features((matter) => matter),
  styles: (colours) => [
    {
      id: "working-names",
      type: "symbol",
      source: "working",
      layout: names,
      paint: paint(colours, colours.text),
    },
  ],
  signs: () => [
    {
      id: "working",
      type: "symbol",
      source: "working",
      layout: turned,
      paint: { "icon-opacity": aged },
    },
  ],
};
