/** An incident's facts in one line each. Pure. */

import type { FullIncident } from "@/api/types";
import { ddm } from "@/geo/format";
import { hasChanged, type Plotted, presentOf } from "@/geo/present";
import { words } from "@/i18n";

const POINTS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

/** The point of the compass card nearest to a bearing. */
export function compass(degrees: number): string {
  return POINTS[Math.round(degrees / 45) % 8] ?? "";
}

/** `250–400`, `12`, `unknown`. */
export function pobRange(pob: Pick<FullIncident["pob"], "min" | "max">): string {
  const { min, max } = pob;
  if (min == null && max == null) return words.unknown;
  return min === max || min == null || max == null ? String(min ?? max) : `${min}–${max}`;
}

/** The number on board, and the highest that was told, once it is not that one any more. */
export function onBoard({ pob, pob_highest }: FullIncident): string {
  const most = pob.max ?? pob.min;
  const more = pob_highest !== null && most != null && pob_highest > most ? pob_highest : null;
  return words.incidents.pob(pobRange(pob), more);
}

/**
 * Of those on board: who is aboard, delivered, dead and outstanding, as the server counts them for
 * the lead; nothing before anybody is found. `placed`: aboard whom, and where.
 */
export function foundText({ people }: FullIncident, placed = false): string {
  if (people === null || people.recovered === 0) return "";
  const { delivered, dead, outstanding_min: min, outstanding_max: max } = people;
  const aboard = people.aboard.map(({ name, persons }) => ({ place: name, persons }));
  return [
    words.people.aboard(...counted(aboard, placed)),
    words.people.delivered(...counted(delivered, placed)),
    dead > 0 && words.people.dead(dead),
    max === null ? words.people.atLeast(min) : words.people.outstanding(pobRange({ min, max })),
    people.surplus > 0 && words.people.surplus(people.surplus),
  ]
    .filter(Boolean)
    .join(" · ");
}

interface Part {
  readonly place: string;
  readonly persons: number;
}

/** How many in all, and how many where. */
function counted(parts: readonly Part[], placed: boolean): [total: number, where: string] {
  const where = parts.map(({ place, persons }) => `${place || words.people.somewhere} ${persons}`);
  return [parts.reduce((sum, { persons }) => sum + persons, 0), placed ? where.join(", ") : ""];
}

export function pobText(incident: FullIncident): string {
  const { pob } = incident;
  const parts = [onBoard(incident)];
  if (pob.children) parts.push(words.incidents.children(pob.children));
  if (pob.unaccompanied) parts.push(words.incident.unaccompanied(pob.unaccompanied));
  return parts.join(", ");
}

export function conditionsText({ conditions }: FullIncident): string {
  const { wind_from_deg, wind_kn, sea_state, visibility_nm, water_c } = conditions;
  const from = wind_from_deg == null ? "" : `${compass(wind_from_deg)} `;
  return [
    wind_kn == null ? null : words.incident.wind(`${from}${wind_kn} kn`),
    sea_state == null ? null : words.incident.sea(sea_state),
    visibility_nm == null ? null : words.incident.visibility(visibility_nm),
    water_c == null ? null : words.incident.water(water_c),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** The drift as the lead has given it, else as wind and current make it. */
export function driftText({ datum }: FullIncident): string {
  if (!datum?.drift) return "";
  const { speed_kn, course_deg, leeway_class } = datum.drift;
  const drift = `${Number(speed_kn.toFixed(2))} kn ${compass(course_deg)}`;
  return leeway_class ? words.incident.leeway(drift) : words.incident.drift(drift);
}

export interface PlaceLines {
  /** The present place, with its instant. */
  readonly now: string;
  /** The last known one, where it is told otherwise. */
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
  const { known, now } = present;
  const set = `${placeText(known)} · ${stamp(known.atMs)}`;
  if (!hasChanged(present)) return { now: set, set: null };
  const told = incident.closed_at ? words.incident.atClose : words.incident.nowAbout;
  return { now: told(placeText(now), stamp(now.atMs)), set: words.incident.set(set) };
}

const placeText = ({ point, withinNm }: Plotted) => `${ddm(point)} ±${withinNm} nm`;
