/** The layers shown beside what moves: chosen in a list, remembered on this machine. */

import { createStore } from "@/state/store";

export const SPEED_CLASSES = [
  "helicopter",
  "patrol_boat",
  "offshore_vessel",
  "merchant_ship",
] as const;
export type SpeedClass = (typeof SPEED_CLASSES)[number];

export interface Shown {
  readonly regions: boolean;
  readonly zones: boolean;
  readonly limits: boolean;
  readonly fuel: boolean;
  readonly graticule: boolean;
  readonly places: boolean;
  /** Vessels off the air: none unless they are chosen. */
  readonly vessels: boolean;
  /** The installation's own tiles, when it has any. */
  readonly chart: boolean;
  /** The speed class whose isochrones stand about the open case; null: none. */
  readonly reach: SpeedClass | null;
}

const KEPT = "sar.layers";
const ALL: Shown = {
  regions: true,
  zones: true,
  limits: true,
  fuel: true,
  graticule: true,
  places: true,
  vessels: false,
  chart: true,
  reach: null,
};

/** The choice that was kept, as far as it can be read. */
export function readShown(kept: string | null): Shown {
  try {
    const read = JSON.parse(kept ?? "{}") as Partial<Record<keyof Shown, unknown>>;
    const { regions, zones, limits, fuel, graticule, places, vessels, chart, reach } = read;
    return {
      regions: regions !== false,
      zones: zones !== false,
      limits: limits !== false,
      fuel: fuel !== false,
      graticule: graticule !== false,
      places: places !== false,
      vessels: vessels === true,
      chart: chart !== false,
      reach: SPEED_CLASSES.find((one) => one === reach) ?? null,
    };
  } catch {
    return ALL;
  }
}

export const shown = createStore<Shown>(readShown(globalThis.localStorage?.getItem(KEPT) ?? null));

export function show(change: Partial<Shown>): void {
  const next = { ...shown.get(), ...change };
  localStorage.setItem(KEPT, JSON.stringify(next));
  shown.set(next);
}
