/** Rescue coordination centres: a small square and the name. */

import { lonLat } from "@/geo/lonlat";
import { centreIcon } from "../icons/names";
import type { Layer } from "../layer";
import { besideSign, halo, sign } from "../lettering";
import { at, type Drawn, drawn, FROM_ZOOM, type Seen } from "../seen";

function centres({ picture }: Seen): Drawn[] {
  return [...picture.centre.values()]
    .filter(({ retired_at }) => !retired_at)
    .map((centre) =>
      drawn(centre.id, at(lonLat(centre.position)), {
        icon: centreIcon({ listed: centre.listed }),
        name: centre.name,
      }),
    );
}

export const centresLayer: Layer = {
  name: "centres",
  reads: ({ picture }) => [picture.centre],
  features: centres,
  styles: (colours) => [
    {
      id: "centres-names",
      type: "symbol",
      source: "centres",
      minzoom: 5,
      layout: {
        ...besideSign,
        "text-field": ["get", "name"],
        "text-size": 11,
      },
      paint: { ...halo(colours), "text-color": colours.muted },
    },
  ],
  signs: () => [
    {
      id: "centres",
      type: "symbol",
      source: "centres",
      minzoom: FROM_ZOOM.centre,
      layout: sign,
    },
  ],
};
