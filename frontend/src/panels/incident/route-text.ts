/** The intended route of a craft, and its name, call sign and flag, in one line each. Pure. */

import type { FullIncident } from "@/api/types";
import { ddm, utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";

export function routeText(voyage: NonNullable<FullIncident["voyage"]>, nowMs: number): string {
  const { last_port, port_at, left_at, bound_for, way } = voyage;
  const [lon, lat] = way.at(-1) ?? [];
  const end =
    lon === undefined || lat === undefined ? "" : ddm({ type: "Point", coordinates: [lon, lat] });
  return formWords.route.told(
    last_port || (port_at ? ddm(port_at) : ""),
    left_at ? utc(Date.parse(left_at), nowMs) : "",
    bound_for || end,
  );
}

/** The known facts of the craft in distress. */
export function craftText(craft: FullIncident["craft"]): string {
  if (!craft) return "";
  const { name, callsign, mmsi, flag } = craft;
  return [
    name,
    callsign && `${formWords.craft.callsign} ${callsign}`,
    mmsi && `${formWords.craft.mmsi} ${mmsi}`,
    flag && `${formWords.craft.flag} ${flag}`,
  ]
    .filter(Boolean)
    .join(", ");
}
