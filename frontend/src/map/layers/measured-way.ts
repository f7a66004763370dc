/** The way that is being measured: its legs, each with course and length. */

import { greatCircle, legs } from "@/geo/sphere";
import type { Layer } from "../layer";
import { dots, halo, label } from "../lettering";
import { bearing } from "../near";
import { along, at, type Drawn, drawn, type Seen } from "../seen";

export function measures({ measured }: Pick<Seen, "measured">): Drawn[] {
  const corners = measured ?? [];
  return corners.flatMap((corner, n) => {
    const before = corners[n - 1];
    const mark = drawn(`corner ${n}`, at(corner.place));
    if (!before) return [mark];
    const way = legs(greatCircle(before.place, corner.place));
    const coarse = before.coarseNm + corner.coarseNm;
    const name = bearing(before.place, corner.place, coarse).join(" ");
    return [mark, drawn(`leg ${n}`, along(way), { name })];
  });
}

export const measureLayer: Layer = {
  name: "measure",
  reads: ({ measured }) => [measured],
  features: measures,
  styles: (colours) => [
    {
      id: "measure-legs",
      type: "line",
      source: "measure",
      filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": colours.action, "line-width": 2 },
    },
  ],
  signs: (colours) => [
    dots("measure-corners", "measure", colours.action, colours),
    {
      id: "measure-names",
      type: "symbol",
      source: "measure",
      filter: ["==", ["geometry-type"], "LineString"],
      layout: {
        ...label,
        "symbol-placement": "line-center",
        "text-field": ["get", "name"],
        "text-offset": [0, -0.8],
        "text-allow-overlap": true,
      },
      paint: { ...halo(colours), "text-color": colours.action },
    },
  ],
};
