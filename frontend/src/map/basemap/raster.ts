/** A chart of the installation's own: its source, and how a picture of it is drawn. */

import type {
  AddProtocolAction,
  LayerSpecification,
  RasterLayerSpecification,
  SourceSpecification,
} from "maplibre-gl";
import type { Colours } from "../colours";

export const CHART = "chart";

export interface Chart {
  readonly source: SourceSpecification;
  readonly styles: (colours: Colours) => LayerSpecification[];
}

export type AddProtocol = (scheme: string, action: AddProtocolAction) => void;

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
