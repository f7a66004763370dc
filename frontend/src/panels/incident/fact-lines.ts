/** An incident's facts in one line each. Pure. */

import type { FullIncident } from "@/api/types";
import { aboutNm, ddm, roughly } from "@/geo/format";
import { hasChanged, type Plotted, presentOf } from "@/geo/present";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { onBoard } from "@/state/found-text";

const POINTS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

/** The point of the compass card nearest to a bearing. */
export function compass(degrees: number): string {
  return POINTS[Math.round(degrees / 45) % 8] ?? "";
}

export function pobText(incident: FullIncident): string {
  const { pob } = incident;
  const parts = [onBoard(incident)];
  if (pob.children) parts.push(words.incidents.children(pob.children));
  if (pob.unaccompanied) parts.push(words.incident.unaccompanied(pob.unaccompanied));
  return parts.join(", ");
}

export function conditionsText({ conditions }: FullIncident): string {
  const { wind_from_deg, wind_kn, wind_m_s, wave_height_m, sea_state } = conditions;
  const { visibility_nm, cloud_base_ft, air_c, wind_chill_c, water_c } = conditions;
  const { current_to_deg, current_kn, icing, ice } = conditions;
  const speed = wind_m_s == null ? `${wind_kn} kn` : `${wind_m_s} m/s (${wind_kn?.toFixed()} kn)`;
  const from = wind_from_deg == null ? "" : `${compass(wind_from_deg)} `;
  const to = current_to_deg == null ? "" : ` ${compass(current_to_deg)}`;
  return [
    wind_kn == null ? null : words.incident.wind(`${from}${speed}`),
    wave_height_m == null ? null : formWords.weather.waves(wave_height_m),
    sea_state == null
      ? null
      : words.incident.sea(sea_state) +
        (conditions.sea_state_by_height ? formWords.weather.byWaves : ""),
    visibility_nm == null ? null : words.incident.visibility(visibility_nm),
    cloud_base_ft == null ? null : formWords.weather.cloudBase(cloud_base_ft),
    air_c == null ? null : formWords.weather.air(air_c),
    wind_chill_c == null ? null : formWords.weather.chill(wind_chill_c),
    water_c == null ? null : words.incident.water(water_c),
    current_kn == null ? null : words.incident.current(`${current_kn} kn${to}`),
    icing && words.incident.icing,
    ice && words.incident.ice,
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

type Landed = NonNullable<FullIncident["people"]>["uncounted_delivered"];

/** The places where people were landed whom nobody has counted, and by which unit: `Catania (Nemo)`. */
export const landedText = (landed: Landed): string =>
  landed.map(({ name, place }) => (place ? `${place} (${name})` : name)).join(", ");
