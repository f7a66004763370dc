/** An incident's facts in one line each. Pure. */

import type { FullIncident } from "@/api/types";
import { words } from "@/i18n";

const POINTS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

/** The point of the compass card nearest to a bearing. */
export function compass(degrees: number): string {
  return POINTS[Math.round(degrees / 45) % 8] ?? "";
}

/** `250–400`, `12`, `unknown`. */
export function pobRange(pob: FullIncident["pob"]): string {
  const { min, max } = pob;
  if (min == null && max == null) return words.unknown;
  return min === max || min == null || max == null ? String(min ?? max) : `${min}–${max}`;
}

export function pobText({ pob }: FullIncident): string {
  const parts = [words.incidents.pob(pobRange(pob))];
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

export function driftText({ datum }: FullIncident): string {
  if (datum?.drift_speed_kn == null || datum.drift_course_deg == null) return "";
  return words.incident.drift(`${datum.drift_speed_kn} kn ${compass(datum.drift_course_deg)}`);
}
