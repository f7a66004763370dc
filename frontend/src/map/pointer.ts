/** The pointer's acts on the map: hover, choose, open a cluster, give a position. */

import type { GeoJSONSource, Map as GlMap, MapGeoJSONFeature, MapMouseEvent } from "maplibre-gl";
import { turned } from "@/geo/lonlat";
import { type Corner, measured } from "@/state/measuring";
import { hovered, opened, picking, point, type Sign, selected } from "@/state/pointing";
import { choose } from "./near";
import { nextOf, REACH_PX, toldOf } from "./one-spot";

const INCIDENTS = ["incidents", "incidents-names"];
const UNITS = ["working", "working-names", "fleet", "fleet-names"];
const PLACES = ["fuel-points", "fuel-points-names", "centres", "centres-names"];
const VESSELS = ["vessels", "vessels-names", "vessels-gathered"];
/** The topmost first: signs and their names. */
const ASKED = [
  "signals",
  "signals-names",
  ...INCIDENTS,
  ...UNITS,
  "fleet-gathered",
  ...PLACES,
  ...VESSELS,
];
/** By source; in all others are units. */
const THING_IN: Readonly<Record<string, Sign["thing"]>> = {
  incidents: "incident",
  centres: "centre",
  signals: "distress_report",
  "fuel-points": "fuel_point",
  vessels: "heard_vessel",
};
/** A sign that is drawn anew cannot be asked for until it is placed: this long it is still meant. */
const LINGERS_MS = 1000;
/** A sign as it is drawn, or one of several that are gathered. */
interface Found extends Sign {
  readonly feature: MapGeoJSONFeature;
  readonly drawnMs: number;
}

export interface PointerHeard {
  /** The pointer's position; null when it has left the map. */
  moved(lonLat: readonly [number, number] | null): void;
  /** The thing under the pointer; null: none is any more. */
  over(pointed: Sign | null): void;
  thing(id: string): "asset" | "ship";
  /** The precision to which its place is told; 0: exactly. */
  coarseNm(pointed: Sign): number;
}

export function listen(map: GlMap, heard: PointerHeard): void {
  let last: { readonly x: number; readonly y: number; readonly found: readonly Found[] } | null =
    null;

  /** The topmost first, each once, with those that were there a moment ago. */
  function under(event: MapMouseEvent): Found[] {
    const { x, y } = event.point;
    const layers = ASKED.filter((id) => map.getLayer(id));
    const box: [[number, number], [number, number]] = [
      [x - REACH_PX, y - REACH_PX],
      [x + REACH_PX, y + REACH_PX],
    ];
    const drawnMs = performance.now();
    const drawn = map
      .queryRenderedFeatures(box, { layers })
      .map((feature) => ({ ...named(feature), feature, drawnMs }));
    const isHere = last && Math.hypot(x - last.x, y - last.y) < REACH_PX;
    const before = isHere && last ? last.found : [];
    const gone = before.filter(
      (one) => drawnMs - one.drawnMs < LINGERS_MS && !drawn.some(({ id }) => id === one.id),
    );
    const found = [...drawn, ...gone]
      .sort((a, b) => ASKED.indexOf(a.feature.layer.id) - ASKED.indexOf(b.feature.layer.id))
      .filter(({ id }, n, all) => all.findIndex((one) => one.id === id) === n);
    last = { x, y, found };
    return found;
  }

  /** The place of a sign, which is meant by a click beside it; its name may stand far off. */
  function cornerOf(feature: MapGeoJSONFeature | undefined): Corner | null {
    if (feature?.geometry.type !== "Point" || feature.properties.cluster) return null;
    if (feature.layer.id.endsWith("-names")) return null;
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    return cornerAt(lon, lat, heard.coarseNm(named(feature)));
  }

  function named(feature: MapGeoJSONFeature): Sign {
    const id = String(feature.properties.id ?? feature.properties.cluster_id);
    return { thing: THING_IN[feature.source] ?? heard.thing(id), id };
  }

  map.on("mousemove", (event) => {
    heard.moved([event.lngLat.lng, event.lngLat.lat]);
    const found = picking.get() ? [] : under(event);
    const pointed = toldOf(found, opened.get(), selected.get());
    const taking = picking.get() ?? measured.get();
    map.getCanvas().style.cursor = taking ? "crosshair" : pointed ? "pointer" : "";
    if (!pointed || pointed.feature.properties.cluster) {
      if (hovered.get()) hovered.set(null);
      heard.over(null);
      return;
    }
    if (hovered.get()?.id !== pointed.id) point(pointed.thing, pointed.id);
    heard.over(pointed);
  });

  map.on("mouseout", () => {
    heard.moved(null);
    heard.over(null);
    hovered.set(null);
  });

  map.on("click", (event) => {
    const asking = picking.get();
    if (asking) {
      give(map, [event.lngLat.lng, event.lngLat.lat]);
      return;
    }
    const found = under(event);
    const next = nextOf(found, opened.get(), selected.get());
    const way = measured.get();
    if (way) {
      measured.set([
        ...way,
        cornerOf(found[0]?.feature) ?? cornerAt(event.lngLat.lng, event.lngLat.lat),
      ]);
    } else if (!next) {
      selected.set(opened.get());
    } else if (next.feature.properties.cluster) {
      void open(map, next.feature);
    } else {
      choose(next.thing, next.id);
      if (hovered.get()) {
        point(next.thing, next.id);
        heard.over(next);
      }
    }
  });
}

/** Hands the position to the form that waits for one, or for more; whether one did. */
export function give(map: GlMap, [lon, lat]: readonly [number, number]): boolean {
  const asking = picking.get();
  if (!asking) return false;
  if (!asking.corners) {
    picking.set(null);
    map.getCanvas().style.cursor = "";
  }
  asking.take([turned(lon), lat]);
  return true;
}

const cornerAt = (lon: number, lat: number, coarseNm = 0): Corner => ({
  place: [turned(lon), lat],
  coarseNm,
});

/** A click on a number of vessels comes so much nearer. */
const VESSELS_NEARER = 2;

async function open(map: GlMap, cluster: MapGeoJSONFeature): Promise<void> {
  const source = map.getSource<GeoJSONSource>("fleet");
  if (!source || cluster.geometry.type !== "Point") return;
  const zoom =
    cluster.source === "vessels"
      ? map.getZoom() + VESSELS_NEARER
      : await source.getClusterExpansionZoom(Number(cluster.properties.cluster_id));
  const [lon = 0, lat = 0] = cluster.geometry.coordinates;
  map.easeTo({ center: [lon, lat], zoom });
}
