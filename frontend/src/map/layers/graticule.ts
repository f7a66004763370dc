/** Meridians and parallels, named in degrees and minutes along the left and lower edge. */

import { textScale } from "@/ui/text-scale";
import type { Layer } from "../layer";
import { label } from "../lettering";
import { along, at, type Drawn, drawn, type Viewport } from "../seen";

/** Steps in minutes of arc, from the whole earth down to a harbour. */
const STEPS = [1800, 900, 600, 300, 120, 60, 30, 20, 10, 5, 2, 1];
const LINES_WANTED = 4;
const EDGE_LAT = 85;
/** A name has this much room to either side of its line, at the usual size of letters. */
const ROOM_PX = { lon: 32, lat: 9 };
const PX_PER_TURN = 512;

/** The widest step that gives enough lines. */
export function stepMinutes(view: Viewport): number {
  const span = Math.min(view.east - view.west, view.north - view.south) * 60;
  return STEPS.find((step) => span / step >= LINES_WANTED) ?? 1;
}

/** `34°N`, `012°30′E`: no more digits than the line needs. */
export function lineName(minutes: number, axis: "lat" | "lon"): string {
  const turned =
    axis === "lon" ? ((((minutes + 10_800) % 21_600) + 21_600) % 21_600) - 10_800 : minutes;
  const size = Math.abs(turned);
  const degrees = String(Math.floor(size / 60)).padStart(axis === "lat" ? 2 : 3, "0");
  const rest = size % 60 ? `${String(size % 60).padStart(2, "0")}′` : "";
  const zero = size === 0 || (axis === "lon" && size === 10_800);
  const side = zero ? "" : axis === "lat" ? (turned < 0 ? "S" : "N") : turned < 0 ? "W" : "E";
  return `${degrees}°${rest}${side}`;
}

/** Its names grow with the letters; one that the edge of the map would cut is left out. */
export function graticule(view: Viewport, textScale = 1): Drawn[] {
  const step = stepMinutes(view);
  const [south, north] = [Math.max(view.south, -EDGE_LAT), Math.min(view.north, EDGE_LAT)];
  const degPerPx = 360 / PX_PER_TURN / 2 ** view.zoom;
  const shrink = Math.cos((((view.south + view.north) / 2) * Math.PI) / 180);
  const roomLon = ROOM_PX.lon * textScale * degPerPx;
  const roomLat = ROOM_PX.lat * textScale * degPerPx * shrink;
  const lines: Drawn[] = [];
  for (const minutes of within(view.west, view.east, step)) {
    const lon = minutes / 60;
    lines.push(
      drawn(
        `lon${minutes}`,
        along([
          [lon, south],
          [lon, north],
        ]),
      ),
    );
    if (lon - view.west < roomLon || view.east - lon < roomLon) continue;
    lines.push(
      drawn(`name-lon${minutes}`, at([lon, view.south]), {
        name: lineName(minutes, "lon"),
        anchor: "bottom",
      }),
    );
  }
  for (const minutes of within(south, north, step)) {
    const lat = minutes / 60;
    lines.push(
      drawn(
        `lat${minutes}`,
        along([
          [view.west, lat],
          [view.east, lat],
        ]),
      ),
    );
    if (lat - view.south < roomLat || view.north - lat < roomLat) continue;
    lines.push(
      drawn(`name-lat${minutes}`, at([view.west, lat]), {
        name: lineName(minutes, "lat"),
        anchor: "left",
      }),
    );
  }
  return lines;
}

function within(from: number, to: number, step: number): number[] {
  const found: number[] = [];
  for (let n = Math.ceil((from * 60) / step); n * step <= to * 60; n += 1) found.push(n * step);
  return found;
}

export const graticuleLayer: Layer = {
  name: "graticule",
  reads: ({ view, shown }) => [view, shown],
  features: ({ view, shown }) => (shown.graticule ? graticule(view, textScale()) : []),
  styles: (colours) => [
    {
      id: "graticule-lines",
      type: "line",
      source: "graticule",
      filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": colours.muted, "line-opacity": 0.22, "line-width": 1 },
    },
    {
      id: "graticule-names",
      type: "symbol",
      source: "graticule",
      filter: ["has", "name"],
      layout: {
        ...label,
        "text-field": ["get", "name"],
        "text-size": 11,
        "text-anchor": ["get", "anchor"],
        "text-offset": [
          "match",
          ["get", "anchor"],
          "bottom",
          ["literal", [0, -2.4]],
          ["literal", [0.4, 0]],
        ],
      },
      paint: { "text-color": colours.muted, "text-halo-color": colours.sea, "text-halo-width": 1 },
    },
  ],
};
