/** The picture of a case at an instant that is over, while it is watched again; null: none is. */

import type { Position } from "@/api/types";
import type { Picture } from "./picture";
import { createStore } from "./store";

export interface PastShown {
  readonly caseId: string;
  readonly atMs: number;
  /** Things of the case alone, with the centres of now. */
  readonly picture: Picture;
  readonly positions: ReadonlyMap<string, Position>;
}

/** The map shows it in place of what is now. */
export const pastShown = createStore<PastShown | null>(null);
