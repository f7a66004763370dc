/** Styles for vectors whose layers are named as those of the Protomaps basemap. */

import type { LayerSpecification } from "maplibre-gl";
import type { Colours } from "../colours";
import { label } from "../lettering";
import { CHART } from "./raster";

/**
 * Land as the watch needs it: its shape, roads, names of places. No boundaries: a chart of the
 * operator's draws them as its maker thinks right, and at sea nobody needs them.
 */
export function protomapsStyles(colours: Colours): LayerSpecification[] {
  const of = (layer: string) => ({ id: `${CHART}-${layer}`, source: CHART, "source-layer": layer });
  return [
    {
      ...of("earth"),
      type: "fill",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": colours.land },
    },
    {
      ...of("water"),
      type: "fill",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": colours.sea },
    },
    {
      ...of("roads"),
      type: "line",
      minzoom: 7,
      paint: { "line-color": colours.coast, "line-opacity": 0.5, "line-width": 0.8 },
    },
    {
      ...of("places"),
      type: "symbol",
      minzoom: 5,
      layout: { ...label, "text-size": 11, "text-field": ["get", "name"] },
      paint: {
        "text-color": colours.muted,
        "text-halo-color": colours.land,
        "text-halo-width": 1.4,
      },
    },
  ];
}
