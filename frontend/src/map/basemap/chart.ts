/** Raster tiles of the installation's own server over the land, when it has configured some. */

import type { RasterLayerSpecification, RasterSourceSpecification } from "maplibre-gl";
import type { Tiles } from "@/api/types";
import type { Colours } from "../colours";

export const CHART = "chart";

export function chartSource({ url, credit }: Tiles): RasterSourceSpecification {
  return { type: "raster", tiles: [url], tileSize: 256, attribution: credit };
}

/** Charts are made for daylight: at night they are dimmed, so that nobody is dazzled. */
export function chartStyle({ palette }: Colours): RasterLayerSpecification {
  const night = palette === "night";
  return {
    id: CHART,
    type: "raster",
    source: CHART,
    paint: {
      "raster-brightness-max": night ? 0.4 : 1,
      "raster-saturation": night ? -0.4 : 0,
      "raster-fade-duration": 0,
    },
  };
}
