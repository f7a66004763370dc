/** The words of the legend of isochrones: in what sea or air, and how far the fuel takes. */

import type { Isochrones } from "@/api/types";
import { mapWords } from "@/i18n/picture-words";
import type { SpeedClass } from "./shown";

const said = mapWords.layers;

type Line = Isochrones["features"][number];

/** The class with the speed of its lines, and in what sea that is less than in a calm. */
export function reachedBy(line: Line["properties"], seaState: number | null): string {
  const under = said.under(said.classes[line.speed_class as SpeedClass], line.speed_kn);
  if (seaState === null || line.speed_kn >= line.calm_kn) return under;
  return `${under} ${said.slowed(seaState, line.calm_kn)}`;
}

/** The rest that is to be said of the lines of a class that are drawn, or why there are none. */
export function reachNotes(
  { sea_state, note, air_note }: Isochrones,
  drawn: readonly Line[],
): string[] {
  const cut = drawn.find(({ properties }) => properties.is_cut)?.properties;
  const sails = drawn.some(({ properties }) => properties.by_water);
  return [
    drawn.length > 0 && said.alone,
    sails && sea_state === null && said.seaUnknown,
    drawn.length > 0 && !sails && air_note,
    cut && said.cut(cut.nm, !cut.by_water),
    note,
  ].filter((one): one is string => Boolean(one));
}
