/** The conditions on scene in a form, for an open case and for a new one. Pure. */

import type { FullIncident } from "@/api/types";
import { formWords } from "@/i18n/form-words";
import type { Field, Values } from "@/ui/values";
import { shown } from "./act-shape";

type Conditions = FullIncident["conditions"];

const said = formWords.field;

/** All but when, and by whose word. */
export const conditionsFields = (known: Partial<Conditions>): readonly Field[] => [
  {
    name: "wind_from",
    label: said.windFrom,
    kind: "number",
    initial: shown(known.wind_from_deg),
  },
  {
    name: "wind",
    label: said.wind,
    kind: "number",
    initial: shown(known.wind_m_s == null ? known.wind_kn : null),
  },
  { name: "wind_m_s", label: said.windMS, kind: "number", initial: shown(known.wind_m_s) },
  { name: "waves", label: said.waves, kind: "number", initial: shown(known.wave_height_m) },
  {
    name: "sea",
    label: said.sea,
    kind: "count",
    hint: said.seaHint,
    initial: shown(known.sea_state_by_height ? null : known.sea_state),
  },
  {
    name: "visibility",
    label: said.visibility,
    kind: "number",
    initial: shown(known.visibility_nm),
  },
  { name: "cloud", label: said.cloudBase, kind: "count", initial: shown(known.cloud_base_ft) },
  { name: "air", label: said.air, kind: "number", initial: shown(known.air_c) },
  { name: "water", label: said.water, kind: "number", initial: shown(known.water_c) },
  {
    name: "current_to",
    label: said.currentTo,
    kind: "number",
    initial: shown(known.current_to_deg),
  },
  { name: "current", label: said.current, kind: "number", initial: shown(known.current_kn) },
  { name: "icing", label: said.icing, kind: "check", initial: known.icing ? "yes" : "" },
  { name: "ice", label: said.ice, kind: "check", initial: known.ice ? "yes" : "" },
];

export const conditionsOf = (typed: Values) => ({
  wind_from_deg: typed.number("wind_from"),
  wind_kn: typed.number("wind"),
  wind_m_s: typed.number("wind_m_s"),
  wave_height_m: typed.number("waves"),
  sea_state: typed.number("sea"),
  visibility_nm: typed.number("visibility"),
  cloud_base_ft: typed.number("cloud"),
  air_c: typed.number("air"),
  water_c: typed.number("water"),
  current_to_deg: typed.number("current_to"),
  current_kn: typed.number("current"),
  icing: typed.checked("icing"),
  ice: typed.checked("ice"),
});

/** Whether anything is told of them. */
export const hasConditions = (conditions: ReturnType<typeof conditionsOf>) =>
  Object.values(conditions).some((value) => value !== null && value !== false);
