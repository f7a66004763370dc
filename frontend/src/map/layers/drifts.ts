/**
 * Datums as they were set, faint and with their time, and a dotted line to the present place; of a
 * case without one, the intended route.
 */

import type { FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { type LonLat, lonLat } from "@/geo/lonlat";
import { hasMoved } from "@/geo/present";
import { greatCircle } from "@/geo/sphere";
import { mapWords } from "@/i18n/picture-words";
import type { Layer } from "../layer";
import { besideSign, halo } from "../lettering";
import { along, at, type Drawn, drawn, type Seen } from "../seen";

export function drifts({ incidents, nowMs }: Pick<Seen, "incidents" | "nowMs">): Drawn[] {
  return incidents.flatMap(({ incident, present }) => {
    if (incident.view === "full" && !incident.datum) return route(incident);
    if (!present || !hasMoved(present)) return [];
    const [from, to] = [lonLat(present.known.point), lonLat(present.now.point)];
    const name = utc(present.known.atMs, nowMs);
    return [
      drawn(`way-${incident.id}`, along(greatCircle(from, to))),
      drawn(`set-${incident.id}`, at(from), { name }),
    ];
  });
}

/** The way that the craft was to go, which nobody has seen. */
function route({ id, reference, voyage }: FullIncident): Drawn[] {
  if (!voyage) return [];
  const port = voyage.port_at ? [lonLat(voyage.port_at)] : [];
  const turns = [...port, ...voyage.way.map(([lon = 0, lat = 0]): LonLat => [lon, lat])];
  const [first] = turns;
  if (!first) return [];
  const legs = turns.slice(1).flatMap((to, place) => greatCircle(turns[place] ?? first, to));
  const name = mapWords.routeOf(reference);
  return [
    ...(legs.length > 0 ? [drawn(`route-${id}`, along(legs))] : []),
    drawn(`port-${id}`, at(first), { name }),
  ];
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
