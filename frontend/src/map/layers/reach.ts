/** Lines of equal time about the open case, for one class of speed: under way alone. */

import type { Geometry } from "geojson";
import { lineName, REACH_MINUTES } from "../isochrones";
import type { Layer } from "../layer";
import { label } from "../lettering";
import { type Drawn, drawn, type Seen } from "../seen";

export function reachLines({ reach, shown }: Seen): Drawn[] {
  return (reach?.found.features ?? []).flatMap(({ geometry, properties }) => {
    if (!geometry || properties.speed_class !== shown.reach) return [];
    const step = (REACH_MINUTES as readonly number[]).indexOf(properties.minutes);
    return [
      drawn(`reach-${properties.minutes}`, geometry as Geometry, {
        name: lineName(properties),
        step,
      }),
    ];
  });
}

export const reachLayer: Layer = {
  name: "reach",
  source: { tolerance: 0.2 },
  reads: ({ reach, shown }) => [reach, shown],
  features: reachLines,
  styles: (colours) => [
    {
      id: "reach",
      type: "line",
      source: "reach",
      layout: { "line-join": "round" },
      paint: {
        "line-color": colours.action,
        "line-width": ["step", ["get", "step"], 2.6, 1, 2, 2, 1.4, 3, 1],
        "line-opacity": 0.85,
      },
    },
    {
      id: "reach-name",
      type: "symbol",
      source: "reach",
      layout: {
        ...label,
        "symbol-placement": "line",
        "symbol-spacing": 350,
        "text-field": ["get", "name"],
      },
      paint: {
        "text-color": colours.action,
        "text-halo-color": colours.sea,
        "text-halo-width": 1.8,
      },
    },
  ],
};
