/** The zones in which terms in force apply. */

import { label } from "../labels";
import type { Layer } from "../layer";
import { type Drawn, drawn, type Seen } from "../seen";

function zones({ picture }: Seen): Drawn[] {
  return [...picture.agreement.values()].flatMap((agreement) =>
    agreement.versions
      .filter(({ state }) => state === "in_force")
      .flatMap(({ terms }) =>
        terms.flatMap((term) => {
          if (!term.zone) return [];
          const name = [agreement.reference, term.article, term.zone_name]
            .filter(Boolean)
            .join(" · ");
          return [drawn(term.id, term.zone, { name })];
        }),
      ),
  );
}

export const zonesLayer: Layer = {
  name: "zones",
  source: { tolerance: 0.2 },
  reads: ({ picture }) => [picture.agreement],
  features: zones,
  styles: (colours) => [
    {
      id: "zones-edge",
      type: "line",
      source: "zones",
      paint: {
        "line-color": colours.good,
        "line-width": 1,
        "line-dasharray": [1, 2.5],
        "line-opacity": 0.7,
      },
    },
    {
      id: "zones-name",
      type: "symbol",
      source: "zones",
      minzoom: 5.5,
      layout: {
        ...label,
        "symbol-placement": "line",
        "text-field": ["get", "name"],
        "text-size": 10.5,
        "symbol-spacing": 700,
      },
      paint: { "text-color": colours.good, "text-halo-color": colours.sea, "text-halo-width": 1.4 },
    },
  ],
};
