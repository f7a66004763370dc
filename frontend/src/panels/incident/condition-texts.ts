/** Conditions at the scene, drift and landings of an incident in one line each. Pure. */

import type { FullIncident } from "@/api/types";
import { courseText } from "@/geo/format";
import { formWords } from "@/i18n/form-words";

export function conditionsText({ conditions }: FullIncident): string {
  const { wind_from_deg, wind_kn, wind_m_s, wave_height_m, sea_state } = conditions;
  const { visibility_nm, cloud_base_ft, air_c, wind_chill_c, water_c } = conditions;
  const { current_to_deg, current_kn, icing, ice } = conditions;
  const speed = wind_m_s == null ? `${wind_kn} kn` : `${wind_m_s} m/s (${wind_kn?.toFixed()} kn)`;
  const from = wind_from_deg == null ? "" : `${courseText(wind_from_deg)} `;
  const to = current_to_deg == null ? "" : ` ${courseText(current_to_deg)}`;
  return [
    wind_kn == null ? null : formWords.weather.wind(`${from}${speed}`),
    wave_height_m == null ? null : formWords.weather.waves(wave_height_m),
    sea_state == null
      ? null
      : formWords.weather.sea(sea_state) +
        (conditions.sea_state_by_height ? formWords.weather.byWaves : ""),
    visibility_nm == null ? null : formWords.weather.visibility(visibility_nm),
    cloud_base_ft == null ? null : formWords.weather.cloudBase(cloud_base_ft),
    air_c == null ? null : formWords.weather.air(air_c),
    wind_chill_c == null ? null : formWords.weather.chill(wind_chill_c),
    water_c == null ? null : formWords.weather.water(water_c),
    current_kn == null ? null : formWords.weather.current(`${current_kn} kn${to}`),
    icing && formWords.weather.icing,
    ice && formWords.weather.ice,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** The drift as the lead has given it, else as wind and current make it. */
export function driftText({ datum }: FullIncident): string {
  if (!datum?.drift) return "";
  const { speed_kn, course_deg, leeway_class } = datum.drift;
  const drift = `${Number(speed_kn.toFixed(2))} kn ${courseText(course_deg)}`;
  return leeway_class ? formWords.weather.leeway(drift) : formWords.weather.drift(drift);
}

type Landed = NonNullable<FullIncident["people"]>["uncounted_delivered"];

/** The places where people were landed whom nobody has counted, and by which unit: `Catania (Nemo)`. */
export const landedText = (landed: Landed): string =>
  landed.map(({ name, place }) => (place ? `${place} (${name})` : name)).join(", ");
