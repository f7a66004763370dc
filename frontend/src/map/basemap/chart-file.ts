/** A PMTiles file as the chart: read in ranges, of pictures or of vectors. */

import { type Header, PMTiles, TileType } from "pmtiles";
import type { Tiles } from "@/api/types";
import { tilesOf } from "./archive";
import { protomapsStyles } from "./protomaps";
import { type AddProtocol, type Chart, rasterStyle } from "./raster";

const SCHEME = "chart";
const PICTURES = new Set([TileType.Png, TileType.Jpeg, TileType.Webp, TileType.Avif]);

export async function archived({ url, credit }: Tiles, addProtocol: AddProtocol): Promise<Chart> {
  const file = new PMTiles(url);
  const header = await file.getHeader();
  addProtocol(SCHEME, tilesOf(file));
  return chartIn(header, credit);
}

/** The styles that draw it; vectors by the names that the layers of Protomaps have. */
export function chartIn(header: Header, credit: string): Chart {
  const { minZoom, maxZoom, minLon, minLat, maxLon, maxLat, tileType } = header;
  const common = {
    tiles: [`${SCHEME}://{z}/{x}/{y}`],
    minzoom: minZoom,
    maxzoom: maxZoom,
    bounds: [minLon, minLat, maxLon, maxLat] as [number, number, number, number],
    attribution: credit,
  };
  if (PICTURES.has(tileType)) {
    return {
      source: { type: "raster", tileSize: 256, ...common },
      styles: (colours) => [rasterStyle(colours)],
    };
  }
  if (tileType !== TileType.Mvt) throw new Error(`the chart holds tiles of type ${tileType}`);
  return { source: { type: "vector", ...common }, styles: protomapsStyles };
}
