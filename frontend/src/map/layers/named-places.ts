/** Names of places, so that a position means something; under everything that moves. */

import type { FilterSpecification } from "maplibre-gl";
import type { Layer } from "../layer";
import { halo, label } from "../lettering";

const from: FilterSpecification = ["<=", ["get", "zoom"], ["zoom"]];

const SIDES = [
  ["left", 1, 0],
  ["right", -1, 0],
  ["top", 0, 1],
  ["bottom", 0, -1],
] as const;

/** Close by, else beyond the sign and the name of a unit in its harbour; in letters. */
const OFFSETS = [0.5, 2.2].flatMap((away) =>
  SIDES.flatMap(([anchor, x, y]) => [anchor, [x * away, y * away] as [number, number]]),
);

export const placesLayer: Layer = {
  name: "places",
  reads: ({ places, shown }) => [places, shown.places],
  features: ({ places, shown }) => (shown.places ? [...places] : []),
  styles: (colours) => [
    {
      id: "places",
      type: "circle",
      source: "places",
      filter: from,
      paint: { "circle-radius": 1.7, "circle-color": colours.muted },
    },
    {
      id: "places-names",
      type: "symbol",
      source: "places",
      filter: from,
      layout: {
        ...label,
        "text-field": ["get", "name"],
        "text-size": 11,
        "text-variable-anchor-offset": OFFSETS,
        "text-justify": "auto",
        "text-max-width": 14,
        "symbol-sort-key": ["get", "zoom"],
      },
      paint: { ...halo(colours), "text-color": colours.muted },
    },
  ],
};
