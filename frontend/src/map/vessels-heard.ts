/** The vessels off the air that the map draws: what was read last, for where, and how that went. */

import type { VesselsOnMap } from "@/api/types";
import type { LonLat } from "@/geo/lonlat";
import { createStore } from "@/state/store";

export interface VesselsHeard {
  readonly found: VesselsOnMap;
  /** The view has moved since, or they could not be read again: there may be others. */
  readonly behind: boolean;
  /** The last reading failed. */
  readonly failed: boolean;
}

/** Null: they are not shown, or nothing was read yet. */
export const vesselsHeard = createStore<VesselsHeard | null>(null);

/** A place as it is sent: lon and lat. */
export const placeOf = ([lon = 0, lat = 0]: readonly number[]): LonLat => [lon, lat];

/** The track of one vessel, oldest place first. */
export interface VesselTrack {
  readonly id: string;
  readonly line: readonly LonLat[];
}

export const vesselTrack = createStore<VesselTrack | null>(null);
