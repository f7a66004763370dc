/** Tracks: a line behind each unit whose positions so far are known here. */

import { type LonLat, lonLat } from "@/geo/lonlat";
import { beside } from "@/geo/sphere";
import type { Layer } from "../layer";
import { along, type Drawn, drawn, type Seen } from "../seen";

function tracks({ tracks: known }: Seen): Drawn[] {
  return [...known].flatMap(([id, positions]) => {
    const line: LonLat[] = [];
    for (const { point, implausible } of positions) {
      if (implausible) continue;
      const [lon, lat] = lonLat(point);
      line.push([beside(line.at(-1)?.[0] ?? lon, lon), lat]);
    }
    return line.length > 1 ? [drawn(id, along(line))] : [];
  });
}

export const tracksLayer: Layer = {
  name: "tracks",
  reads: (seen) => [seen.tracks],
  features: tracks,
  styles: (colours) => [
    {
      id: "tracks",
      type: "line",
      source: "tracks",
      layout: { "line-join": "round" },
      paint: {
        "line-color": colours.text,
        "line-width": 1.2,
        "line-opacity": 0.5,
        "line-dasharray": [1, 1.5],
      },
    },
  ],
};
