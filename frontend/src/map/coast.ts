/** A map whose land has not come yet: open sea is drawn where there may be none. */

import type { Map as GlMap } from "maplibre-gl";

const EVERY_MS = 1_000;

/** Tells whether the coast in view is missing, when that changes; returns how to end. */
export function followCoast(map: GlMap, tell: (missing: boolean) => void): () => void {
  let misses = 0;
  const timer = setInterval(() => {
    const there = map.getSource("land") !== undefined && map.isSourceLoaded("land");
    misses = there ? 0 : misses + 1;
    // One alone is a tile on its way.
    tell(misses > 1);
  }, EVERY_MS);
  return () => clearInterval(timer);
}
