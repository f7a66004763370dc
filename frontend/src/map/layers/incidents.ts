/**
 * Incidents: phase by shape, letter and colour, at the present place; what they are called the
 * panel says. A closed one is there while its panel is open, muted, at its last datum.
 */

import { utc } from "@/geo/format";
import { lonLat } from "@/geo/lonlat";
import { words } from "@/i18n";
import { signs } from "@/i18n/en-signs";
import { incidentIcon } from "../icons/names";
import type { Layer } from "../layer";
import { besideSign, halo, sign } from "../lettering";
import { at, type Drawn, drawn, type Seen } from "../seen";

const RANK = { distress: 0, alert: 1, uncertainty: 2 } as const;

function incidents(seen: Seen): Drawn[] {
  return [...open(seen), ...closed(seen)];
}

export function closed({ closed: incident, nowMs }: Pick<Seen, "closed" | "nowMs">): Drawn[] {
  const { datum, closed_at: ended } = incident ?? {};
  if (!incident || !datum || !ended) return [];
  const { id, phase, reference, exercise } = incident;
  const time = (told: string) => utc(Date.parse(told), nowMs);
  return [
    drawn(id, at(lonLat(datum.point)), {
      icon: incidentIcon({ phase, suspended: false, closed: true, on: false }),
      phase: "closed",
      name: `${exercise ? `${signs.exercise} ` : ""}${reference}`,
      said: `\n${signs.closedAt(time(ended), time(datum.at))}`,
      rank: -1,
    }),
  ];
}

function open({ incidents: all, hovered, opened }: Seen): Drawn[] {
  return all.flatMap(({ incident, point }) => {
    if (!point) return [];
    const on = [hovered, opened].some((one) => one?.thing === "incident" && one.id === incident.id);
    const icon = incidentIcon({
      phase: incident.phase,
      suspended: incident.state === "suspended",
      closed: false,
      on,
    });
    const coarse = incident.view === "coarse";
    return [
      drawn(incident.id, at(lonLat(point)), {
        icon,
        phase: incident.phase,
        name: `${incident.exercise ? `${signs.exercise} ` : ""}${incident.reference}${coarse ? " ≈" : ""}`,
        said: on ? ` · ${words.phase[incident.phase]}` : "",
        rank: on ? -1 : RANK[incident.phase],
      }),
    ];
  });
}

/** In letters; a phone's map has room for half of it beside the sign in its middle. */
const nameWidth = () => (globalThis.innerWidth < 500 ? 13 : 24);

export const incidentsLayer: Layer = {
  name: "incidents",
  reads: (seen) => [seen.incidents, seen.closed, seen.hovered, seen.opened],
  features: incidents,
  styles: (colours) => [
    {
      id: "incidents-names",
      type: "symbol",
      source: "incidents",
      layout: {
        ...besideSign,
        "text-field": ["format", ["get", "name"], { "font-scale": 1.05 }, ["get", "said"], {}],
        "text-max-width": nameWidth(),
        // The open one's name stands beside those who have gathered around it.
        "text-radial-offset": ["case", ["<", ["get", "rank"], 0], 2.7, 1.5],
        "symbol-sort-key": ["get", "rank"],
      },
      paint: {
        ...halo(colours),
        "text-color": [
          "match",
          ["get", "phase"],
          "distress",
          colours.distress,
          "alert",
          colours.alert,
          "closed",
          colours.muted,
          colours.uncertainty,
        ],
      },
    },
  ],
  signs: () => [
    {
      id: "incidents",
      type: "symbol",
      source: "incidents",
      layout: { ...sign, "icon-padding": -3, "symbol-sort-key": ["get", "rank"] },
    },
  ],
};
