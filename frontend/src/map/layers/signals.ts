/** Signals of distress that wait: a ring at the last place that each told, and of when that is. */

import { utc } from "@/geo/format";
import { lonLat } from "@/geo/lonlat";
import { signs } from "@/i18n/en-signs";
import type { Layer } from "../layer";
import { besideSign, halo } from "../lettering";
import { at, type Drawn, drawn, type Seen } from "../seen";

export function signals({ picture, nowMs }: Pick<Seen, "picture" | "nowMs">): Drawn[] {
  return [...picture.distress_report.values()].flatMap(({ id, means, sender, point, point_at }) =>
    point && point_at
      ? [
          drawn(id, at(lonLat(point)), {
            name: signs.signal[means],
            said: `\n${sender ? `${sender} ` : ""}${utc(Date.parse(point_at), nowMs)}`,
          }),
        ]
      : [],
  );
}

export const signalsLayer: Layer = {
  name: "signals",
  reads: ({ picture, nowMs }) => [picture.distress_report, nowMs],
  features: signals,
  styles: (colours) => [
    {
      id: "signals-names",
      type: "symbol",
      source: "signals",
      layout: {
        ...besideSign,
        "text-field": ["format", ["get", "name"], { "font-scale": 1.05 }, ["get", "said"], {}],
        "text-radial-offset": 1.6,
      },
      paint: { ...halo(colours), "text-color": colours.distress },
    },
  ],
  signs: (colours) => [
    {
      id: "signals",
      type: "circle",
      source: "signals",
      paint: {
        "circle-radius": 9,
        "circle-color": colours.distress,
        "circle-opacity": 0.25,
        "circle-stroke-color": colours.distress,
        "circle-stroke-width": 3,
      },
    },
  ],
};
