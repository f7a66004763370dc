/** The words of the map and the lanes in use; loaded with them. */

import { lanes, map } from "./en-picture";

export type MapWords = typeof map;
export type LaneWords = typeof lanes;
export const mapWords: MapWords = map;
export const laneWords: LaneWords = lanes;
