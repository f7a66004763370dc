/**
 * Nothing that is seen: boxes around the view and under the parts that float over it, which names
 * keep clear of as of signs. So a name finds the side of its sign that the edge does not cut and no
 * part covers, and is left out where there is none.
 */

import { textScale } from "@/ui/text-scale";
import type { FloatingPart } from "../floating-parts";
import { CLUSTER, ICON_PX } from "../icons/names";
import type { Layer } from "../layer";
import { at, type Drawn, drawn, type Viewport } from "../seen";

/** Around the icon; its half reaches from the edge outwards. */
const PADDING_PX = 130;
const BOX_PX = ICON_PX + 2 * PADDING_PX;
/** The side of what lies under a part, and at no edge. */
const UNDER = "under";
const TURN_DEG = 360;
const TURN_PX = 512;

/** Boxes along each side, near enough to leave no gap. */
export function viewEdges(view: Viewport, textScale = 1): Drawn[] {
  const { west, east } = view;
  const [top, bottom] = [northing(view.north), northing(view.south)];
  const turnPx = TURN_PX * 2 ** view.zoom;
  const box = BOX_PX * textScale;
  const across = Math.ceil(((east - west) / TURN_DEG) * (turnPx / box));
  const down = Math.ceil(((top - bottom) / TURN_DEG) * (turnPx / box));
  const along = (count: number, from: number, to: number) =>
    Array.from({ length: count + 1 }, (_, n) => from + ((to - from) * n) / count);
  const level = (side: string, lat: number) =>
    along(across, west, east).map((lon, n) => drawn(`${side}${n}`, at([lon, lat]), { side }));
  const upright = (side: string, lon: number) =>
    along(down, bottom, top).map((y, n) => drawn(`${side}${n}`, at([lon, latAt(y)]), { side }));
  return [
    ...level("top", view.north),
    ...level("bottom", view.south),
    // Around the whole earth the sides would stand in the view once more.
    ...(east - west < TURN_DEG ? [...upright("left", west), ...upright("right", east)] : []),
  ];
}

/** Boxes all over each part, which reach over its sides no more than they must. */
export function underParts(view: Viewport, parts: readonly FloatingPart[], textScale = 1): Drawn[] {
  const box = ICON_PX * textScale;
  const turnPx = TURN_PX * 2 ** view.zoom;
  const [west, top] = [view.west, northing(view.north)];
  const lonAt = (x: number) => west + (x / turnPx) * TURN_DEG;
  const placeAt = (y: number) => latAt(top - (y / turnPx) * TURN_DEG);
  return parts.flatMap((part, n) =>
    middles(part.left, part.width, box).flatMap((x, column) =>
      middles(part.top, part.height, box).map((y, row) =>
        drawn(`under${n} ${column} ${row}`, at([lonAt(x), placeAt(y)]), { side: UNDER }),
      ),
    ),
  );
}

/** The middles of as few boxes as cover a length without a gap, from end to end. */
function middles(from: number, length: number, box: number): number[] {
  const gaps = Math.ceil(length / box) - 1;
  if (gaps < 1) return [from + length / 2];
  const step = (length - box) / gaps;
  return Array.from({ length: gaps + 1 }, (_, n) => from + box / 2 + n * step);
}

/** Mercator's, in degrees of the equator. */
const northing = (lat: number) =>
  (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI;
const latAt = (y: number) => (Math.atan(Math.exp((y * Math.PI) / 180)) * 360) / Math.PI - 90;

export const viewEdgesLayer: Layer = {
  name: "view-edges",
  reads: ({ view, floating }) => [view, floating],
  features: ({ view, floating }) => [
    ...viewEdges(view, textScale()),
    ...underParts(view, floating, textScale()),
  ],
  styles: () => [],
  signs: () => [
    {
      id: "under-parts",
      type: "symbol",
      source: "view-edges",
      filter: ["==", ["get", "side"], UNDER],
      layout: {
        "icon-image": ["image", CLUSTER],
        "icon-allow-overlap": true,
        "icon-padding": 0,
      },
      paint: { "icon-opacity": 0 },
    },
    {
      id: "view-edges",
      type: "symbol",
      source: "view-edges",
      filter: ["!=", ["get", "side"], UNDER],
      layout: {
        "icon-image": ["image", CLUSTER],
        "icon-allow-overlap": true,
        "icon-padding": PADDING_PX,
        "icon-offset": [
          "match",
          ["get", "side"],
          "top",
          ["literal", [0, -BOX_PX / 2]],
          "bottom",
          ["literal", [0, BOX_PX / 2]],
          "left",
          ["literal", [-BOX_PX / 2, 0]],
          ["literal", [BOX_PX / 2, 0]],
        ],
      },
      paint: { "icon-opacity": 0 },
    },
  ],
};
