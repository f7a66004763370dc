/** Datums as they were set, faint and with their time, and a dotted line to the present place. */

import { utc } from "@/geo/format";
import { hasMoved } from "@/geo/present";
import type { Layer } from "../layer";
import { besideSign, halo } from "../lettering";
import { lonLat } from "../lonlat";
import { along, at, type Drawn, drawn, type Seen } from "../seen";
import { greatCircle } from "../sphere";

export function drifts({ incidents, nowMs }: Pick<Seen, "incidents" | "nowMs">): Drawn[] {
  return incidents.flatMap(({ incident, present }) => {
    if (!present || !hasMoved(present)) return [];
    const [from, to] = [lonLat(present.known.point), lonLat(present.now.point)];
    const name = utc(present.known.atMs, nowMs);
    return [
      drawn(`way-${incident.id}`, along(greatCircle(from, to))),
      drawn(`set-${incident.id}`, at(from), { name }),
    ];
  });
}

export const driftsLayer: Layer = {
  name: "drifts",
  reads: ({ incidents }) => [incidents],
  features: drifts,
  styles: (colours) => [
    {
      id: "drifts-way",
      type: "line",
      source: "drifts",
      filter: ["!", ["has", "name"]],
      layout: { "line-cap": "round" },
      paint: { "line-color": colours.muted, "line-width": 2, "line-dasharray": [0, 2] },
    },
    {
      id: "drifts-set",
      type: "circle",
      source: "drifts",
      filter: ["has", "name"],
      paint: {
        "circle-radius": 4,
        "circle-color": colours.muted,
        "circle-opacity": 0,
        "circle-stroke-color": colours.muted,
        "circle-stroke-width": 1.5,
        "circle-stroke-opacity": 0.8,
      },
    },
    {
      id: "drifts-time",
      type: "symbol",
      source: "drifts",
      minzoom: 6,
      filter: ["has", "name"],
      layout: {
        ...besideSign,
        "text-field": ["get", "name"],
        "text-size": 11,
        "text-radial-offset": 0.8,
      },
      paint: { ...halo(colours), "text-color": colours.muted },
    },
  ],
};
