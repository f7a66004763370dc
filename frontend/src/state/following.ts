/**
 * Following the record without a gap: what to do with snapshots, entries and resyncs. Pure.
 *
 * While a snapshot is awaited, entries that come are kept and applied after it; a number that is
 * not the next one means that something was missed, and a snapshot is awaited again.
 */

import type { Entry } from "@/api/types";
import { after, NOTHING, type Picture, type Thing } from "./picture";

export interface Following {
  readonly picture: Picture;
  /** A snapshot is needed before the picture can be trusted. */
  readonly awaiting: boolean;
  readonly waiting: readonly Entry[];
  /**
   * By things: the number of the latest entry about it, or about something of its case. Says when
   * to read details again.
   */
  readonly touched: ReadonlyMap<string, number>;
  /**
   * The number of snapshots that replaced a picture: what happened between them touched
   * nothing.
   */
  readonly renewed: number;
}

export const BEGINNING: Following = {
  picture: NOTHING,
  awaiting: true,
  waiting: [],
  touched: new Map(),
  renewed: 0,
};

export function onEntries(state: Following, entries: readonly Entry[]): Following {
  if (state.awaiting) return { ...state, waiting: [...state.waiting, ...entries] };
  let { picture } = state;
  const touched = new Map(state.touched);
  for (const [index, entry] of entries.entries()) {
    if (entry.number <= picture.number) continue;
    if (entry.number !== picture.number + 1) {
      return { ...state, picture, awaiting: true, waiting: entries.slice(index), touched };
    }
    for (const id of touchedBy(entry, picture)) touched.set(id, entry.number);
    picture = after(picture, entry);
  }
  return picture === state.picture ? state : { ...state, picture, waiting: [], touched };
}

/** The name under which erasures touch: they are about entries, and those may be of any thing. */
export const ERASURES = "erasures";

/** `before` still holds those that leave, and the case that a thing was of. */
function* touchedBy(entry: Entry, before: Picture): Generator<string> {
  if (entry.type === "RecordErased") yield ERASURES;
  if (entry.about?.id) yield entry.about.id;
  for (const { thing, id, value } of entry.changes ?? []) {
    if (thing === "incident" && value === null) yield id;
    const was: object | undefined = before[thing as Thing]?.get(id);
    for (const view of [was, value]) {
      const incident = (view as { incident_id?: unknown } | null | undefined)?.incident_id;
      if (typeof incident === "string") yield incident;
    }
  }
}

export function onResync(state: Following): Following {
  return state.awaiting ? state : { ...state, awaiting: true, waiting: [] };
}

export function onSnapshot(state: Following, picture: Picture): Following {
  const renewed = state.picture === NOTHING ? state.renewed : state.renewed + 1;
  return onEntries({ ...state, picture, awaiting: false, waiting: [], renewed }, state.waiting);
}
