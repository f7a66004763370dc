/** Limits that parties have declared, each as its party draws it: without prejudice to any other. */

import type { Limit } from "@/api/types";
import { partyName } from "@/state/party-name";
import type { Picture } from "@/state/picture";
import type { Layer } from "../layer";
import { label } from "../lettering";
import { type Drawn, drawn, type Seen } from "../seen";

/** The waters of each party, and its zones; islands that are places stand as places. */
export function limits({ picture, shown }: Seen): Drawn[] {
  if (!shown.limits) return [];
  return [...picture.limit.values()].flatMap((one) => {
    const where = one.area ?? one.place;
    return where ? [drawn(one.id, where, { name: nameOf(picture, one), zone: isZone(one) })] : [];
  });
}

const isZone = ({ kind }: Limit) => kind === "eez" || kind === "fir";

const nameOf = (picture: Picture, { party, name }: Limit) =>
  `${name} (declared by ${partyName(picture, party)})`;

export const limitsLayer: Layer = {
  name: "limits",
  source: { tolerance: 0.2 },
  reads: ({ picture, shown }) => [picture.limit, picture.party, shown],
  features: limits,
  styles: (colours) => [
    {
      id: "limits-edge",
      type: "line",
      source: "limits",
      paint: {
        "line-color": colours.muted,
        "line-width": ["case", ["get", "zone"], 0.8, 1.4],
        "line-dasharray": [1, 1.6],
        "line-opacity": 0.85,
      },
    },
    {
      id: "limits-place",
      type: "circle",
      source: "limits",
      filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-radius": 3, "circle-color": colours.muted },
    },
    {
      id: "limits-name",
      type: "symbol",
      source: "limits",
      filter: ["!=", ["geometry-type"], "Point"],
      minzoom: 6,
      layout: {
        ...label,
        "symbol-placement": "line",
        "text-field": ["get", "name"],
        "text-size": 10.5,
        "symbol-spacing": 300,
      },
      paint: {
        "text-color": colours.muted,
        "text-halo-color": colours.sea,
        "text-halo-width": 1.4,
      },
    },
    {
      id: "limits-place-name",
      type: "symbol",
      source: "limits",
      filter: ["==", ["geometry-type"], "Point"],
      minzoom: 6,
      layout: { ...label, "text-field": ["get", "name"], "text-size": 10.5, "text-offset": [0, 1] },
      paint: {
        "text-color": colours.muted,
        "text-halo-color": colours.sea,
        "text-halo-width": 1.4,
      },
    },
  ],
};
