/** The figures of a unit in forms: a type tells each, and a unit may have its own instead. Pure. */

import type { FIGURES } from "@/api/list-columns";

export type Figure = (typeof FIGURES)[number];

const COUNTED: ReadonlySet<Figure> = new Set([
  "capacity_normal",
  "capacity_extreme",
  "sea_state_max",
]);

/** The kind of field in which one is written. */
export const fieldKindOf = (name: Figure) => (COUNTED.has(name) ? "count" : "number");
