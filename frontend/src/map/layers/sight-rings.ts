/** The ring of sight: as far as the horizon, and as far as what stands so high is above it. */

import { type LonLat, lonLat } from "@/geo/lonlat";
import { circle } from "@/geo/sphere";
import { mapWords } from "@/i18n/picture-words";
import { type Sight, sightNm } from "@/state/sight";
import type { Layer } from "../layer";
import { dots, halo, label } from "../lettering";
import { nmText } from "../near";
import { along, at, type Drawn, drawn, type Seen } from "../seen";

const CORNERS = 96;

type Looks = Pick<Seen, "sight" | "units">;

/** The place of the unit that looks, as it moves; else the place that was chosen. */
export function sightPlace({ units }: Pick<Seen, "units">, { unit, place }: Sight): LonLat {
  const point = unit && units.find(({ id }) => id === unit.id)?.point;
  return point ? lonLat(point) : place;
}

export interface Ring {
  readonly nm: number;
  readonly name: string;
}

export function ringsOf({ eyeM, targetM, means, coarseNm }: Sight): Ring[] {
  const near = sightNm(eyeM, 0, means);
  const far = sightNm(eyeM, targetM, means);
  return [
    { nm: near, name: mapWords.sight.horizon(nmText(near, coarseNm)) },
    ...(targetM > 0
      ? [{ nm: far, name: mapWords.sight.high(targetM, nmText(far, coarseNm)) }]
      : []),
  ].filter(({ nm }) => nm > 0);
}

export function sightRings(seen: Looks): Drawn[] {
  const { sight } = seen;
  if (!sight) return [];
  const place = sightPlace(seen, sight);
  return [
    drawn("sight", at(place)),
    ...ringsOf(sight).map(({ nm, name }, n) =>
      drawn(`sight ${n}`, along(circle(place, nm, CORNERS)), { name, far: n > 0 }),
    ),
  ];
}

export const sightLayer: Layer = {
  name: "sight",
  source: { tolerance: 0.1 },
  reads: (seen) => [seen.sight, seen.sight?.unit ? sightPlace(seen, seen.sight).join() : null],
  features: sightRings,
  styles: (colours) => [
    {
      id: "sight-near",
      type: "line",
      source: "sight",
      filter: ["!=", ["get", "far"], true],
      paint: { "line-color": colours.action, "line-width": 1.8, "line-dasharray": [2, 2] },
    },
    {
      id: "sight-far",
      type: "line",
      source: "sight",
      filter: ["==", ["get", "far"], true],
      paint: { "line-color": colours.action, "line-width": 2 },
    },
    {
      id: "sight-names",
      type: "symbol",
      source: "sight",
      filter: ["==", ["geometry-type"], "LineString"],
      layout: {
        ...label,
        "symbol-placement": "line",
        "symbol-spacing": 300,
        "text-field": ["get", "name"],
        "text-offset": [0, -0.8],
      },
      paint: { ...halo(colours), "text-color": colours.action },
    },
  ],
  signs: (colours) => [dots("sight-place", "sight", colours.action, colours)],
};
