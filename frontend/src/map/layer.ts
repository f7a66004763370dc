/** What one layer of the map is: a source of features, the styles that draw it, what it reads. */

import type { GeoJSONSourceSpecification, LayerSpecification } from "maplibre-gl";
import type { Colours } from "./colours";
import type { Drawn, Seen } from "./seen";

export interface Layer {
  /** The name of the source, and of its features' kind. */
  readonly name: string;
  readonly source?: Partial<GeoJSONSourceSpecification>;
  /** Bottom first; each reads the source `name`. */
  readonly styles: (colours: Colours) => LayerSpecification[];
  /** The features are made again only when one of these is another. */
  readonly reads: (seen: Seen) => readonly unknown[];
  /** A feature that has not changed is best the same object as before. */
  readonly features: (seen: Seen) => Drawn[];
}

export interface Difference {
  readonly remove: string[];
  readonly add: Drawn[];
}

/** What must be told to the map's worker; an added feature replaces the one with its id. */
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

/** The style with its letters and icons as much larger. */
export function scaled(style: LayerSpecification, scale: number): LayerSpecification {
  if (style.type !== "symbol") return style;
  const size = style.layout?.["text-size"];
  return {
    ...style,
    layout: {
      ...style.layout,
      ...(typeof size === "number" && { "text-size": size * scale }),
      "icon-size": scale,
    },
  };
}
