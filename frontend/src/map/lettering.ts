/** The map's lettering, fonts of this machine, a halo, moved aside when crowded; and its dots. */

import type { CircleLayerSpecification, SymbolLayerSpecification } from "maplibre-gl";
import type { Colours } from "./colours";

/** Without a `glyphs` address MapLibre draws letters itself, with these fonts of this machine. */
const FONTS = ["system-ui", "Segoe UI", "Roboto", "DejaVu Sans", "sans-serif"];

export const label: NonNullable<SymbolLayerSpecification["layout"]> = {
  "text-font": FONTS,
  "text-size": 12,
  "text-padding": 2,
};

/** A name beside its sign: the map finds the side with room, and leaves it out if there is none. */
export const besideSign: NonNullable<SymbolLayerSpecification["layout"]> = {
  ...label,
  "text-variable-anchor": [
    "left",
    "right",
    "top",
    "bottom",
    "top-left",
    "bottom-left",
    "top-right",
    "bottom-right",
  ],
  "text-radial-offset": 1.3,
  "text-justify": "auto",
  "text-max-width": 14,
};

/** A sign is always drawn, and names keep clear of it. */
export const sign: NonNullable<SymbolLayerSpecification["layout"]> = {
  "icon-image": ["get", "icon"],
  "icon-allow-overlap": true,
  // Pictures have a margin; names may come near to what is drawn in them.
  "icon-padding": -6,
};

export function halo(colours: Colours): NonNullable<SymbolLayerSpecification["paint"]> {
  return { "text-halo-color": colours.sea, "text-halo-width": 1.6 };
}

/** The points of a source, as dots. */
export function dots(
  id: string,
  source: string,
  colour: string,
  colours: Colours,
): CircleLayerSpecification {
  return {
    id,
    type: "circle",
    source,
    filter: ["==", ["geometry-type"], "Point"],
    paint: {
      "circle-radius": 4,
      "circle-color": colour,
      "circle-stroke-color": colours.sea,
      "circle-stroke-width": 1.5,
    },
  };
}
