/** A position that is being typed in a form: a cross, and how far it is from a place of name. */

import type { Layer } from "../layer";
import { halo, label } from "../lettering";
import { at, type Drawn, drawn, type Seen } from "../seen";

export function typedPlaces({ typed }: Pick<Seen, "typed">): Drawn[] {
  return typed ? [drawn("typed", at(typed.point), { name: typed.name })] : [];
}

export const typedLayer: Layer = {
  name: "typed",
  reads: ({ typed }) => [typed],
  features: typedPlaces,
  styles: () => [],
  signs: (colours) => [
    {
      id: "typed-ring",
      type: "circle",
      source: "typed",
      paint: {
        "circle-radius": 11,
        "circle-color": colours.action,
        "circle-opacity": 0,
        "circle-stroke-color": colours.action,
        "circle-stroke-width": 2.5,
      },
    },
    {
      id: "typed-cross",
      type: "symbol",
      source: "typed",
      layout: {
        ...label,
        "text-field": "+",
        "text-size": 24,
        "text-allow-overlap": true,
      },
      paint: { ...halo(colours), "text-color": colours.action },
    },
    {
      id: "typed-name",
      type: "symbol",
      source: "typed",
      layout: {
        ...label,
        "text-field": ["get", "name"],
        "text-anchor": "bottom",
        "text-offset": [0, -1.3],
        "text-max-width": 24,
        "text-allow-overlap": true,
      },
      paint: { ...halo(colours), "text-color": colours.action },
    },
  ],
};
