/**
 * Following the record without a gap: what to do with snapshots, entries and resyncs. Pure.
 *
 * While a snapshot is awaited, entries that come are kept and applied after it; a number that is
 * not the next one means that something was missed, and a snapshot is awaited again.
 */

import type { Entry } from "@/api/types";
import { after, NOTHING, type Picture } from "./picture";

export interface Following {
  readonly picture: Picture;
  /** A snapshot is needed before the picture can be trusted. */
  readonly awaiting: boolean;
  readonly waiting: readonly Entry[];
  /** By what entries were about: the number of the latest. Says when to read details again. */
  readonly touched: ReadonlyMap<string, number>;
}

export const BEGINNING: Following = {
  picture: NOTHING,
  awaiting: true,
  waiting: [],
  touched: new Map(),
};

export function onEntries(state: Following, entries: readonly Entry[]): Following {
  if (state.awaiting) return { ...state, waiting: [...state.waiting, ...entries] };
  let { picture } = state;
  const touched = new Map(state.touched);
  for (const [index, entry] of entries.entries()) {
    if (entry.number <= picture.number) continue;
    if (entry.number !== picture.number + 1) {
      return { picture, awaiting: true, waiting: entries.slice(index), touched };
    }
    picture = after(picture, entry);
    if (entry.about?.id) touched.set(entry.about.id, entry.number);
  }
  return picture === state.picture ? state : { picture, awaiting: false, waiting: [], touched };
}

export function onResync(state: Following): Following {
  return state.awaiting ? state : { ...state, awaiting: true, waiting: [] };
}

export function onSnapshot(state: Following, picture: Picture): Following {
  return onEntries({ ...state, picture, awaiting: false, waiting: [] }, state.waiting);
}
