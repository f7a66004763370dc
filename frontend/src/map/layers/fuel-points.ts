/** Fuel points of the own party, and those that others open to it; hollow while they are shut. */

import { lonLat } from "@/geo/lonlat";
import { isOpenAt } from "@/state/fuel-hours";
import { fuelIcon } from "../icons/names";
import type { Layer } from "../layer";
import { besideSign, halo, sign } from "../lettering";
import { at, type Drawn, drawn, FROM_ZOOM, type Seen } from "../seen";

export function fuelPoints({ picture, shown, nowMs }: Seen): Drawn[] {
  if (!shown.fuel) return [];
  return [...picture.fuel_point.values()].map(({ id, name, party, place, hours_utc }) =>
    drawn(id, at(lonLat(place)), {
      icon: fuelIcon({ open: isOpenAt(hours_utc, nowMs) }),
      name: [`${name} (${party})`, hours_utc].filter(Boolean).join(" "),
    }),
  );
}

export const fuelPointsLayer: Layer = {
  name: "fuel-points",
  reads: ({ picture, shown, nowMs }) => [picture.fuel_point, shown, Math.floor(nowMs / 60_000)],
  features: fuelPoints,
  styles: (colours) => [
    {
      id: "fuel-points-names",
      type: "symbol",
      source: "fuel-points",
      minzoom: 7,
      layout: { ...besideSign, "text-field": ["get", "name"], "text-size": 10.5 },
      paint: { ...halo(colours), "text-color": colours.muted },
    },
  ],
  signs: () => [
    {
      id: "fuel-points",
      type: "symbol",
      source: "fuel-points",
      minzoom: FROM_ZOOM.fuel_point,
      layout: sign,
    },
  ],
};
