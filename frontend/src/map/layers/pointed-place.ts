/** A ring about the centre or fuel point that is pointed at or chosen: its card is about that. */

import { lonLat } from "@/geo/lonlat";
import type { Layer } from "../layer";
import { at, type Drawn, drawn, placeAt, type Seen } from "../seen";

export function pointedPlaces(
  seen: Pick<Seen, "picture" | "shown" | "hovered" | "selected">,
): Drawn[] {
  const { hovered, selected } = seen;
  const on = hovered?.id === selected?.id ? [hovered] : [hovered, selected];
  const places = on.flatMap((one) => placeAt(seen, one) ?? []);
  return places.map(({ view, point }) => drawn(view.id, at(lonLat(point))));
}

export const pointedPlaceLayer: Layer = {
  name: "pointed-place",
  reads: ({ picture, shown, hovered, selected }) => [
    picture.centre,
    picture.fuel_point,
    shown,
    hovered,
    selected,
  ],
  features: pointedPlaces,
  styles: () => [],
  signs: (colours) => [
    {
      id: "pointed-place",
      type: "circle",
      source: "pointed-place",
      paint: {
        "circle-radius": 14,
        "circle-opacity": 0,
        "circle-stroke-color": colours.text,
        "circle-stroke-width": 1.6,
      },
    },
  ],
};
