/** Search and rescue regions and the zones of agreements: illustrative, dashed, never filled in. */

import type { Layer } from "../layer";
import { label } from "../lettering";
import { type Drawn, drawn, type Seen } from "../seen";

function regions({ picture, shown }: Seen): Drawn[] {
  if (!shown.regions) return [];
  return [...picture.centre.values()]
    .filter(({ retired_at }) => !retired_at)
    .flatMap((centre) =>
      centre.srr ? [drawn(centre.id, centre.srr, { name: `SRR ${centre.name}` })] : [],
    );
}

export const regionsLayer: Layer = {
  name: "regions",
  source: { tolerance: 0.2 },
  reads: ({ picture, shown }) => [picture.centre, shown],
  features: regions,
  styles: (colours) => [
    {
      id: "regions-edge",
      type: "line",
      source: "regions",
      paint: {
        "line-color": colours.muted,
        "line-width": 1.1,
        "line-dasharray": [7, 5],
        "line-opacity": 0.7,
      },
    },
    {
      id: "regions-name",
      type: "symbol",
      source: "regions",
      minzoom: 4.5,
      layout: {
        ...label,
        "symbol-placement": "line",
        "text-field": ["get", "name"],
        "text-size": 10.5,
        "text-offset": [0, 0.8], // within its region, beside the line that would strike it through
        "symbol-spacing": 600,
      },
      paint: {
        "text-color": colours.muted,
        "text-halo-color": colours.sea,
        "text-halo-width": 1.4,
      },
    },
  ],
};
