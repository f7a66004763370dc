/** A way that is being measured on the map: loaded with that, not with the first view. */

import { picking } from "./pointing";
import { createStore } from "./store";

/** The corners of the way that is being measured on the map; null: none is. */
export const measured = createStore<readonly (readonly [lon: number, lat: number])[] | null>(null);

/** Begin to measure, or leave it; not while a form waits for a position. */
export function toggleMeasuring(): void {
  if (picking.get()) return;
  measured.set(measured.get() ? null : []);
}
