/** Parts that the forms about cases share. Pure. */

import type { FullIncident, Office, Phase, Situation } from "@/api/types";
import { formWords } from "@/i18n/form-words";
import type { Field, Values } from "@/ui/values";

/** The point of a field that was required and read. */
export function pointOf(typed: Values, name: string) {
  const point = typed.point(name);
  if (!point) throw new Error(`${name} was not read as a position`);
  const [lon = 0, lat = 0] = point.coordinates;
  return { type: "Point" as const, coordinates: [lon, lat] as [number, number] };
}

export const drift = (typed: Values) => {
  const [course_deg, speed_kn] = [typed.number("drift_course"), typed.number("drift_speed")];
  return course_deg === null || speed_kn === null ? null : { course_deg, speed_kn };
};

export const OFFICES: readonly Office[] = ["smc", "osc", "aco"];
export const PHASES: readonly Phase[] = ["distress", "alert", "uncertainty"];
export const choices = <K extends string>(keys: readonly K[], names: Record<K, string>) =>
  keys.map((key) => [key, names[key]] as const);

export const CASE_SITUATIONS = [
  "maritime",
  "aeronautical",
  "land",
  "mass_rescue",
  "medical_evacuation",
  "natural_disaster",
  "pollution",
] as const satisfies readonly Situation[];

const craftSaid = formWords.craft;

/** The craft in distress, and nobody aboard it: its fields, with what is known of it. */
export const craftFields = (craft: FullIncident["craft"]): readonly Field[] => [
  { name: "craft_name", label: craftSaid.name, kind: "line", initial: craft?.name ?? "" },
  { name: "callsign", label: craftSaid.callsign, kind: "line", initial: craft?.callsign ?? "" },
  { name: "mmsi", label: craftSaid.mmsi, kind: "line", initial: craft?.mmsi ?? "" },
  {
    name: "flag",
    label: craftSaid.flag,
    kind: "line",
    hint: craftSaid.flagHint,
    initial: craft?.flag ?? "",
  },
];

/** The craft as typed; null: nothing. */
export function craftOf(typed: Values) {
  const craft = {
    name: typed.text("craft_name"),
    callsign: typed.text("callsign") || null,
    mmsi: typed.text("mmsi") || null,
    flag: typed.text("flag") || null,
  };
  return Object.values(craft).some(Boolean) ? craft : null;
}
