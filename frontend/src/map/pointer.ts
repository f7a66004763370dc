/** The pointer's acts on the map: hover, choose, open a cluster, give a position. */

import type { GeoJSONSource, Map as GlMap, MapGeoJSONFeature, MapMouseEvent } from "maplibre-gl";
import { turned } from "@/geo/lonlat";
import { type Corner, measured } from "@/state/measuring";
import { hovered, opened, picking, point, type Sign, selected } from "@/state/pointing";
import { choose } from "./near";

const INCIDENTS = ["incidents", "incidents-names"];
const UNITS = ["working", "working-names", "fleet", "fleet-names"];
const PLACES = ["fuel-points", "fuel-points-names", "centres", "centres-names"];
/** The topmost first: signs and their names. */
const ASKED = [...INCIDENTS, ...UNITS, "fleet-gathered", ...PLACES];
/** By source; in all others are units. */
const THING_IN: Readonly<Record<string, Sign["thing"]>> = {
  incidents: "incident",
  centres: "centre",
  "fuel-points": "fuel_point",
};
/** Fingers and tired eyes: this far beside a thing still means it. */
const REACH_PX = 6;

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
  function under(event: MapMouseEvent): MapGeoJSONFeature | undefined {
    const { x, y } = event.point;
    const layers = ASKED.filter((id) => map.getLayer(id));
    const box: [[number, number], [number, number]] = [
      [x - REACH_PX, y - REACH_PX],
      [x + REACH_PX, y + REACH_PX],
    ];
    const found = map.queryRenderedFeatures(box, { layers });
    return found.sort((a, b) => ASKED.indexOf(a.layer.id) - ASKED.indexOf(b.layer.id))[0];
  }

  /** The place of a sign, which is meant by a click beside it; its name may stand far off. */
  function cornerOf(feature: MapGeoJSONFeature | undefined): Corner | null {
    if (feature?.geometry.type !== "Point" || feature.properties.cluster) return null;
    if (feature.layer.id.endsWith("-names")) return null;
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    return cornerAt(lon, lat, heard.coarseNm(named(feature)));
  }

  function named(feature: MapGeoJSONFeature): Sign {
    const id = String(feature.properties.id);
    return { thing: THING_IN[feature.source] ?? heard.thing(id), id };
  }

  map.on("mousemove", (event) => {
    heard.moved([event.lngLat.lng, event.lngLat.lat]);
    const feature = picking.get() ? undefined : under(event);
    const taking = picking.get() ?? measured.get();
    map.getCanvas().style.cursor = taking ? "crosshair" : feature ? "pointer" : "";
    if (!feature || feature.properties.cluster) {
      if (hovered.get()) hovered.set(null);
      heard.over(null);
      return;
    }
    const pointed = named(feature);
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
    const feature = under(event);
    const way = measured.get();
    if (way) {
      measured.set([...way, cornerOf(feature) ?? cornerAt(event.lngLat.lng, event.lngLat.lat)]);
    } else if (!feature) {
      selected.set(opened.get());
    } else if (feature.properties.cluster) {
      void open(map, feature);
    } else {
      const { thing, id } = named(feature);
      choose(thing, id);
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

async function open(map: GlMap, cluster: MapGeoJSONFeature): Promise<void> {
  const source = map.getSource<GeoJSONSource>("fleet");
  if (!source || cluster.geometry.type !== "Point") return;
  const zoom = await source.getClusterExpansionZoom(Number(cluster.properties.cluster_id));
  const [lon = 0, lat = 0] = cluster.geometry.coordinates;
  map.easeTo({ center: [lon, lat], zoom });
}
