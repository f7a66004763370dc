/** A layer of the map: a source of features, the styles that draw it, what it reads. */

import type { GeoJSONSourceSpecification, LayerSpecification } from "maplibre-gl";
import type { Colours } from "./colours";
import type { Drawn, Seen } from "./seen";

export interface Layer {
  /** The name of the source, and of its features' kind. */
  readonly name: string;
  readonly source?: Partial<GeoJSONSourceSpecification>;
  /** Bottom first; each reads the source `name`. */
  readonly styles: (colours: Colours) => LayerSpecification[];
  /** Signs that no name may cover: drawn above the names of all layers, and placed before them. */
  readonly signs?: (colours: Colours) => LayerSpecification[];
  /** The features are made again only when one of these is another. */
  readonly reads: (seen: Seen) => readonly unknown[];
  /** A feature that has not changed is best the same object as before. */
  readonly features: (seen: Seen) => Drawn[];
  /** The same of what changes all the time and may be told to the map somewhat later. */
  readonly follows?: (seen: Seen) => readonly unknown[];
}

/** A layer's latest input, and when it last followed. */
export interface Told {
  readonly reads: readonly unknown[] | null;
  readonly follows: readonly unknown[];
  readonly atMs: number;
}

export const NEVER: Told = { reads: null, follows: [], atMs: 0 };

/** The whole fleet is gathered and drawn anew at most so often: it costs more than any other. */
export const FOLLOW_EVERY_MS = 500;

/** The layer's input now; else in how many milliseconds, or null: nothing is new. */
export function due(layer: Layer, told: Told, seen: Seen, nowMs: number): Told | number | null {
  const next = { reads: layer.reads(seen), follows: layer.follows?.(seen) ?? [], atMs: nowMs };
  if (changed(told.reads, next.reads)) return next;
  if (!changed(told.follows, next.follows)) return null;
  const left = told.atMs + FOLLOW_EVERY_MS - nowMs;
  return left > 0 ? left : next;
}

export interface Difference {
  readonly remove: string[];
  readonly add: Drawn[];
}

/** The difference for the map's worker; an added feature replaces the one with its id. */
export function difference(
  before: ReadonlyMap<string, Drawn>,
  after: ReadonlyMap<string, Drawn>,
): Difference | null {
  const remove = [...before.keys()].filter((id) => !after.has(id));
  const add = [...after.values()].filter((feature) => before.get(feature.id) !== feature);
  return remove.length || add.length ? { remove, add } : null;
}

export function changed(before: readonly unknown[] | null, after: readonly unknown[]): boolean {
  return before === null || after.some((value, n) => !Object.is(value, before[n]));
}

export const LETTERS = ["text-size", "icon-size", "text-padding", "icon-padding"] as const;
export const STROKES = [
  "line-width",
  "circle-radius",
  "circle-stroke-width",
  "text-halo-width",
] as const;

/** The style with its letters, icons and lines as much larger. */
export function scaled(style: LayerSpecification, scale: number): LayerSpecification {
  if (scale === 1 && style.type !== "symbol") return style;
  const paint = { ...style.paint, ...larger(style.paint, STROKES, scale) };
  if (style.type !== "symbol") return { ...style, paint } as LayerSpecification;
  const layout = { ...style.layout, ...larger(style.layout, LETTERS, scale), "icon-size": scale };
  return { ...style, layout, paint };
}

/** The measures of these names as much larger; one that goes by the zoom stays as it is. */
function larger(measures: object | undefined, names: readonly string[], scale: number) {
  const found: Record<string, unknown> = {};
  for (const [name, usual] of Object.entries(measures ?? {})) {
    if (!names.includes(name)) continue;
    if (typeof usual === "number") found[name] = usual * scale;
    else if (!JSON.stringify(usual).includes('["zoom"]')) found[name] = ["*", scale, usual];
  }
  return found;
}
