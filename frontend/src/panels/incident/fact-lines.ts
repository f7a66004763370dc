/** An incident's facts in one line each. Pure. */

import type { FullIncident } from "@/api/types";
import { aboutNm, ddm, roughly } from "@/geo/format";
import { hasChanged, type Plotted, presentOf } from "@/geo/present";
import { words } from "@/i18n";
import { onBoard } from "@/state/found-text";

export function pobText(incident: FullIncident): string {
  const { pob } = incident;
  const parts = [onBoard(incident)];
  if (pob.children) parts.push(words.incidents.children(pob.children));
  if (pob.unaccompanied) parts.push(words.incident.unaccompanied(pob.unaccompanied));
  return parts.join(", ");
}

export interface PlaceLines {
  /** The present place, with its instant. */
  readonly now: string;
  /** The datum, where it is told otherwise. */
  readonly set: string | null;
}

/** Null while there is no datum. `stamp` writes an instant. */
export function placeLines(
  incident: FullIncident,
  nowMs: number,
  stamp: (atMs: number) => string,
): PlaceLines | null {
  const present = presentOf(incident, nowMs);
  if (!present) return null;
  const { known, now, unknown } = present;
  const set = `${placeText(known)} · ${stamp(known.atMs)}`;
  if (unknown) {
    const rough = words.incident.unknownNow(aboutNm(now.withinNm), roughly(now.point));
    return { now: rough, set: words.incident.set(set) };
  }
  if (!hasChanged(present)) return { now: set, set: null };
  const told = incident.closed_at ? words.incident.atClose : words.incident.nowAbout;
  return { now: told(placeText(now), stamp(now.atMs)), set: words.incident.set(set) };
}

const placeText = ({ point, withinNm }: Plotted) => `${ddm(point)} ±${withinNm} nm`;
