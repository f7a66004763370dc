/** The installation's own chart over the land, when it has configured one: tiles, or a file of them. */

import type { Tiles } from "@/api/types";
import { type AddProtocol, type Chart, rasterStyle } from "./raster";

/** The reader of a file is fetched only where there is one. */
export async function chartOf(tiles: Tiles, addProtocol: AddProtocol): Promise<Chart> {
  const { url, form, credit } = tiles;
  if (form === "pmtiles") return (await import("./chart-file")).archived(tiles, addProtocol);
  return {
    source: { type: "raster", tiles: [url], tileSize: 256, attribution: credit },
    styles: (colours) => [rasterStyle(colours)],
  };
}
