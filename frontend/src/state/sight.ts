/** The ring of sight on the map: from where, from how high, and how far that is. Loaded with the map. */

import type { Pointed } from "./pointing";
import { createStore } from "./store";

/** Light and radar go round the earth somewhat: each by its own refraction. */
export type Means = "eye" | "radar";

export interface Sight {
  /** The unit that looks, where it is by then; null: a place looks. */
  readonly unit: Pointed | null;
  readonly place: readonly [lon: number, lat: number];
  /** "": the place has none. */
  readonly name: string;
  /** The precision to which the place is told; 0: exactly. */
  readonly coarseNm: number;
  readonly eyeM: number;
  /** The height of what is looked for above the sea; 0: the sea itself. */
  readonly targetM: number;
  readonly means: Means;
}

export const sight = createStore<Sight | null>(null);

const EARTH_M = 6_371_009;
const NM_M = 1_852;
/** The part of the earth's curvature that standard refraction takes away: 1/7 for light, 1/4 for radar. */
const BENT: Readonly<Record<Means, number>> = { eye: 1 / 7, radar: 1 / 4 };

/** Nautical miles to the horizon from one metre: 2.08 for the eye, 2.23 for radar. */
export const factorOf = (means: Means): number =>
  Math.sqrt((2 * EARTH_M) / (1 - BENT[means])) / NM_M;

/** As far as the earth's curve lets one see: to the horizon, and from there to what stands above it. */
export const sightNm = (eyeM: number, targetM: number, means: Means): number =>
  factorOf(means) * (Math.sqrt(eyeM) + Math.sqrt(targetM));

/** Heights to begin with, in metres (house figures): a search at 500 ft, a bridge, a head in a boat. */
const EYE_M: Readonly<Record<string, number>> = { aircraft: 150, uncrewed: 100, vessel: 10 };
const SHIP_EYE_M = 25;
export const PERSON_EYE_M = 2;

export const eyeOf = (thing: "asset" | "ship", kind: string): number =>
  thing === "ship" ? SHIP_EYE_M : (EYE_M[kind] ?? PERSON_EYE_M);

const HIGHEST_M = 20_000;

/** A height as it is typed, empty for the sea itself; null: it is none. */
export function heightIn(text: string): number | null {
  const plain = text.trim().replace(",", ".");
  if (!/^\d*(\.\d+)?$/.test(plain)) return null;
  const metres = Number(plain);
  return metres <= HIGHEST_M ? metres : null;
}
