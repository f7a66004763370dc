/** The zones in which terms in force apply, and those of the agreement that is open. */

import { standingVersion, unsigned, type Version, zonesOf } from "@/state/standing";
import { label } from "../labels";
import type { Layer } from "../layer";
import { type Drawn, drawn, type Seen } from "../seen";

export function zones({ picture, selected, shown: { zones: all } }: Seen): Drawn[] {
  return [...picture.agreement.values()].flatMap((agreement) => {
    const open = selected?.id === agreement.id;
    const shown = new Set<Version | null>(
      agreement.versions.filter(({ state }) => (all || open) && state === "in_force"),
    );
    if (open) shown.add(unsigned(agreement) ?? standingVersion(agreement));
    return [...shown].flatMap((version) =>
      version
        ? zonesOf(agreement, version).map(({ termId, name, area }) =>
            drawn(termId, area, { name, open }),
          )
        : [],
    );
  });
}

export const zonesLayer: Layer = {
  name: "zones",
  source: { tolerance: 0.2 },
  reads: ({ picture, selected, shown }) => [picture.agreement, selected, shown],
  features: zones,
  styles: (colours) => [
    {
      id: "zones-open",
      type: "fill",
      source: "zones",
      filter: ["get", "open"],
      paint: { "fill-color": colours.good, "fill-opacity": 0.12 },
    },
    {
      id: "zones-edge",
      type: "line",
      source: "zones",
      paint: {
        "line-color": colours.good,
        "line-width": ["case", ["get", "open"], 2.2, 1],
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
