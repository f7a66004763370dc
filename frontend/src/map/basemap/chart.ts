/** The installation's own chart over the land, when it has configured one: tiles, or a file of them. */

import type {
  AddProtocolAction,
  LayerSpecification,
  RasterLayerSpecification,
  SourceSpecification,
} from "maplibre-gl";
import type { Tiles } from "@/api/types";
import type { Colours } from "../colours";

export const CHART = "chart";

export interface Chart {
  readonly source: SourceSpecification;
  readonly styles: (colours: Colours) => LayerSpecification[];
}

export type AddProtocol = (scheme: string, action: AddProtocolAction) => void;

/** What reads a file is fetched only where there is one. */
export async function chartOf(tiles: Tiles, addProtocol: AddProtocol): Promise<Chart> {
  const { url, form, credit } = tiles;
  if (form === "pmtiles") return (await import("./archive")).archived(tiles, addProtocol);
  return {
    source: { type: "raster", tiles: [url], tileSize: 256, attribution: credit },
    styles: (colours) => [rasterStyle(colours)],
  };
}

/** Charts are made for daylight: at night they are dimmed, so that nobody is dazzled. */
export function rasterStyle({ palette }: Colours): RasterLayerSpecification {
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
