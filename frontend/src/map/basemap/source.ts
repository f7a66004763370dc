/** Coasts, from the files of the build: the world's, and over it the finer one of some waters. */

import coasts, { type Coast } from "virtual:basemap";
import { addProtocol, type LayerSpecification, type VectorSourceSpecification } from "maplibre-gl";
import { PMTiles } from "pmtiles";
import type { Colours } from "../colours";
import type { Viewport } from "../seen";
import { Blocks, tilesOf } from "./archive";

/** Nearer than this the finer coast is told from the other. */
const FINER_FROM_ZOOM = 9;

let told = false;

/** By name: `land` is the world's, `waters` the finer. */
export function coastSources(): Record<keyof typeof coasts, VectorSourceSpecification> {
  if (!told) {
    for (const [name, { address }] of Object.entries(coasts))
      addProtocol(name, tilesOf(new PMTiles(new Blocks(address))));
  }
  told = true;
  return { land: sourceOf("land", coasts.land), waters: sourceOf("waters", coasts.waters) };
}

function sourceOf(scheme: string, { zooms, bounds }: Coast): VectorSourceSpecification {
  const [minzoom, maxzoom] = zooms;
  return { type: "vector", tiles: [`${scheme}://{z}/{x}/{y}`], minzoom, maxzoom, bounds };
}

/** Whether the finer coast is seen in the view. */
export function showsFinerCoast({ west, south, east, north, zoom }: Viewport): boolean {
  const inView = coasts.waters.boxes.some(
    ([w, s, e, n]) => west < e && east > w && south < n && north > s,
  );
  return zoom >= FINER_FROM_ZOOM && inView;
}

/** The finer coast has its own sea with it, which covers what the world's draws there. */
export function coastStyles(colours: Colours): LayerSpecification[] {
  return [
    { id: "sea", type: "background", paint: { "background-color": colours.sea } },
    fill("land", colours.land, { source: "land", layer: "land" }),
    stroke("coast", colours, "land"),
    fill("waters-sea", colours.sea, { source: "waters", layer: "water" }),
    fill("waters-land", colours.land, { source: "waters", layer: "land" }),
    stroke("waters-coast", colours, "waters"),
  ];
}

function fill(
  id: string,
  colour: string,
  { source, layer }: { readonly source: string; readonly layer: string },
): LayerSpecification {
  return {
    id,
    type: "fill",
    source,
    "source-layer": layer,
    paint: { "fill-color": colour, "fill-antialias": false },
  };
}

function stroke(id: string, colours: Colours, source: string): LayerSpecification {
  return {
    id,
    type: "line",
    source,
    "source-layer": "land",
    paint: {
      "line-color": colours.coast,
      "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.5, 8, 1.2],
    },
  };
}
