/** Incidents: phase by shape, letter and colour, at the datum; the newest reports around it. */

import { words } from "@/i18n";
import { incidentIcon } from "../icons/names";
import { besideIcon, halo } from "../labels";
import type { Layer } from "../layer";
import { at, type Drawn, drawn, lonLat, type Seen } from "../seen";

const RANK = { distress: 0, alert: 1, uncertainty: 2 } as const;

function incidents({ incidents: all, hovered, opened }: Seen): Drawn[] {
  return all.flatMap(({ incident, point }) => {
    if (!point) return [];
    const on = [hovered, opened].some((one) => one?.thing === "incident" && one.id === incident.id);
    const icon = incidentIcon({
      phase: incident.phase,
      suspended: incident.state === "suspended",
      on,
    });
    const coarse = incident.view === "coarse";
    const title = coarse || !incident.title ? "" : `\n${incident.title}`;
    return [
      drawn(incident.id, at(lonLat(point)), {
        icon,
        phase: incident.phase,
        name: `${incident.exercise ? `${words.exerciseShort} ` : ""}${incident.reference}${coarse ? " ≈" : ""}`,
        title: on ? title : "",
        rank: on ? -1 : RANK[incident.phase],
      }),
    ];
  });
}

export const incidentsLayer: Layer = {
  name: "incidents",
  reads: (seen) => [seen.incidents, seen.hovered, seen.opened],
  features: incidents,
  styles: (colours) => [
    {
      id: "incidents",
      type: "symbol",
      source: "incidents",
      layout: {
        ...besideIcon,
        "icon-image": ["get", "icon"],
        "icon-allow-overlap": true,
        "icon-ignore-placement": false,
        "text-field": ["format", ["get", "name"], { "font-scale": 1.05 }, ["get", "title"], {}],
        "text-radial-offset": 1.5,
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
          colours.uncertainty,
        ],
      },
    },
  ],
};
