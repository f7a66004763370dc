/** Names of places, so that a position means something; under everything that moves. */

import type { FilterSpecification } from "maplibre-gl";
import type { Layer } from "../layer";
import { besideSign, halo } from "../lettering";

const from: FilterSpecification = ["<=", ["get", "zoom"], ["zoom"]];

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
        ...besideSign,
        "text-field": ["get", "name"],
        "text-size": 11,
        "text-radial-offset": 0.5,
        "symbol-sort-key": ["get", "zoom"],
      },
      paint: { ...halo(colours), "text-color": colours.muted },
    },
  ],
};
