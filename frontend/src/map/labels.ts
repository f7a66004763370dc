/** How the map's labels are set: fonts of this machine, a halo, moved aside when crowded. */

import type { SymbolLayerSpecification } from "maplibre-gl";
import type { Colours } from "./colours";

/** Without a `glyphs` address MapLibre draws letters itself, with these fonts of this machine. */
const FONTS = ["system-ui", "Segoe UI", "Roboto", "DejaVu Sans", "sans-serif"];

export const label: NonNullable<SymbolLayerSpecification["layout"]> = {
  "text-font": FONTS,
  "text-size": 12,
  "text-padding": 2,
};

/** A label beside its icon: the map finds the side with room, and leaves it out if there is none. */
export const besideIcon: NonNullable<SymbolLayerSpecification["layout"]> = {
  ...label,
  "text-variable-anchor": ["left", "right", "top", "bottom"],
  "text-radial-offset": 1.15,
  "text-justify": "auto",
  "text-optional": true,
};

export function halo(colours: Colours): NonNullable<SymbolLayerSpecification["paint"]> {
  return { "text-halo-color": colours.sea, "text-halo-width": 1.6 };
}
