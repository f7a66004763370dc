/** The zones in which terms in force apply, and those of the agreement that is open. */

import { runningOn } from "@/geo/antimeridian";
import type { LonLat } from "@/geo/lonlat";
import { standingVersion, unsigned, type Version, zonesOf } from "@/state/standing";
import type { Layer } from "../layer";
import { dots, label } from "../lettering";
import { along, at, type Drawn, drawn, type Seen } from "../seen";

export function zones({ picture, opened, shown: { zones: all } }: Seen): Drawn[] {
  return [...picture.agreement.values()].flatMap((agreement) => {
    const open = opened?.id === agreement.id;
    const shown = new Set<Version | null>(
      agreement.versions.filter(({ state }) => (all || open) && state === "in_force"),
    );
    if (open) shown.add(unsigned(agreement) ?? standingVersion(agreement));
    return [...shown].flatMap((version) =>
      version
        ? zonesOf(agreement, version).map(({ termId, name, area }) =>
            drawn(termId, area, { name, open }),
          )
        : [],
    );
  });
}

/** The zone being written: closed as soon as it has three corners, with a mark on each while there are fewer. */
export function sketches({ sketch }: Seen): Drawn[] {
  return sketch.flatMap(({ name, corners: written, hole = [], marked }, n) => {
    // Written to either side of the antimeridian they lie beside it, not round the earth.
    const corners = runningOn(written);
    const rings = [closed(corners), ...(hole.length > 2 ? [closed(runningOn(hole))] : [])];
    const area = { type: "Polygon" as const, coordinates: rings };
    const shape = corners.length < 3 ? along(corners) : area;
    const marks =
      marked || corners.length < 3
        ? corners.map((one, m) => drawn(`sketch-${n}-${m}`, at(one)))
        : [];
    return [drawn(`sketch-${n}`, shape, { name, open: true }), ...marks];
  });
}

function closed(corners: readonly LonLat[]): number[][] {
  const [first] = corners;
  return first ? [...corners, first].map(([lon, lat]) => [lon, lat]) : [];
}

export const zonesLayer: Layer = {
  name: "zones",
  source: { tolerance: 0.2 },
  reads: ({ picture, opened, shown, sketch }) => [picture.agreement, opened, shown, sketch],
  features: (seen) => [...zones(seen), ...sketches(seen)],
  styles: (colours) => [
    {
      id: "zones-open",
      type: "fill",
      source: "zones",
      filter: ["all", ["!=", ["geometry-type"], "Point"], ["get", "open"]],
      paint: { "fill-color": colours.good, "fill-opacity": 0.12 },
    },
    {
      id: "zones-edge",
      type: "line",
      source: "zones",
      filter: ["!=", ["geometry-type"], "Point"],
      paint: {
        "line-color": colours.good,
        "line-width": ["case", ["get", "open"], 2.2, 1],
        "line-dasharray": [1, 2.5],
        "line-opacity": 0.7,
      },
    },
    {
      id: "zones-name",
      type: "symbol",
      source: "zones",
      minzoom: 5.5,
      filter: ["!=", ["geometry-type"], "Point"],
      layout: {
        ...label,
        "symbol-placement": "line",
        "text-field": ["get", "name"],
        "text-size": 10.5,
        "symbol-spacing": 700,
      },
      paint: { "text-color": colours.good, "text-halo-color": colours.sea, "text-halo-width": 1.4 },
    },
  ],
  signs: (colours) => [dots("zones-corners", "zones", colours.good, colours)],
};
