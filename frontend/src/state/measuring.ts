/** A way that is being measured on the map: loaded with that, not with the first view. */

import { picking } from "./pointing";
import { createStore } from "./store";

export interface Corner {
  readonly place: readonly [lon: number, lat: number];
  /** The precision to which the place of the sign taken is told; 0: exactly. */
  readonly coarseNm: number;
}

/** The corners of the way that is being measured on the map; null: none is. */
export const measured = createStore<readonly Corner[] | null>(null);

/** Begin to measure, or leave it; not while a form waits for a position. */
export function toggleMeasuring(): void {
  if (picking.get()) return;
  measured.set(measured.get() ? null : []);
}
