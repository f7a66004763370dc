/** A fuel point written down: a new one, or another text for one that stands. */

import { write } from "@/api/client";
import type { Bodies, FuelPoint } from "@/api/types";
import { ddm } from "@/geo/format";
import { fuelPoints } from "@/i18n/en-fuel-points";
import { formWords } from "@/i18n/form-words";
import { areHours } from "@/state/fuel-hours";
import { go } from "@/state/route";
import { Form, FormDialog } from "@/ui/form";
import { Some } from "@/ui/some";
import type { Field, Values } from "@/ui/values";
import { pointOf } from "../incident/choices";

const said = fuelPoints.form;

type Body = Bodies["FuelPointBody"];

export function Adding() {
  return (
    <div className="page">
      <h1>{said.title}</h1>
      <p className="muted">{said.about}</p>
      <Form
        isPage
        focused
        draft="fuel-point.new"
        fields={fieldsOf(null)}
        main={said.main}
        send={(typed, key) =>
          write(key, "POST", "/api/fuel-points", { body: { id: key, ...written(typed) } })
        }
        onDone={() => go("/fuel-points")}
        onCancel={() => go("/fuel-points")}
      />
    </div>
  );
}

/** Based on the version on the screen: who changed it meanwhile is not overwritten. */
export function Changing({ point, onDone }: { point: FuelPoint; onDone: () => void }) {
  return (
    <FormDialog
      title={fuelPoints.changing(point.name)}
      draft={`fuel-point.${point.id}.${point.version}`}
      fields={fieldsOf(point)}
      main={said.save}
      send={(typed, key) =>
        write(key, "PATCH", "/api/fuel-points/{point_id}", {
          path: { point_id: point.id },
          version: point.version,
          body: written(typed),
        })
      }
      onDone={onDone}
    />
  );
}

/** Some of a closed list, one at least. */
const some = (
  name: string,
  label: string,
  choices: Readonly<Record<string, string>>,
  chosen: readonly string[],
): Field => ({
  name,
  label,
  kind: "own",
  required: true,
  hint: said.someHint,
  initial: chosen.join(" "),
  draw: (drawing) => <Some {...drawing} options={Object.entries(choices)} />,
  check: (text) => (text.trim() ? null : said.few),
});

const fieldsOf = (point: FuelPoint | null): readonly Field[] => [
  {
    name: "name",
    label: said.name,
    kind: "line",
    required: true,
    initial: point?.name ?? "",
  },
  {
    name: "place",
    label: said.where,
    kind: "position",
    required: true,
    hint: formWords.form.positionHint,
    initial: point ? ddm(point.place) : "",
  },
  some("fuels", said.fuels, fuelPoints.fuel, point?.fuels ?? ["jet_a1"]),
  some("crafts", said.crafts, fuelPoints.craft, point?.crafts ?? ["helicopter"]),
  {
    name: "hours_utc",
    label: said.hours,
    kind: "line",
    hint: said.hoursHint,
    initial: point?.hours_utc ?? "",
    check: (text) => (text.trim() === "" || areHours(text.trim()) ? null : said.notHours),
  },
  {
    name: "draught_max_m",
    label: said.draught,
    kind: "number",
    hint: said.draughtHint,
    initial: point?.draught_max_m == null ? "" : String(point.draught_max_m),
  },
  {
    name: "d_value_max_m",
    label: said.dValue,
    kind: "number",
    hint: said.dValueHint,
    initial: point?.d_value_max_m == null ? "" : String(point.d_value_max_m),
  },
  {
    name: "mass_max_t",
    label: said.mass,
    kind: "number",
    hint: said.massHint,
    initial: point?.mass_max_t == null ? "" : String(point.mass_max_t),
  },
  {
    name: "runway_m",
    label: said.runway,
    kind: "number",
    hint: said.runwayHint,
    initial: point?.runway_m == null ? "" : String(point.runway_m),
  },
  {
    name: "source",
    wide: true,
    label: said.source,
    kind: "line",
    hint: said.sourceHint,
    initial: point?.source ?? "",
  },
  { name: "note", label: said.note, kind: "line", wide: true, initial: point?.note ?? "" },
];

const chosen = <T extends string>(text: string) => text.split(" ").filter(Boolean) as T[];

const written = (typed: Values): Omit<Body, "id"> => ({
  name: typed.text("name"),
  place: pointOf(typed, "place"),
  fuels: chosen<Body["fuels"][number]>(typed.text("fuels")),
  crafts: chosen<Body["crafts"][number]>(typed.text("crafts")),
  hours_utc: typed.text("hours_utc"),
  draught_max_m: typed.number("draught_max_m"),
  d_value_max_m: typed.number("d_value_max_m"),
  mass_max_t: typed.number("mass_max_t"),
  runway_m: typed.number("runway_m"),
  source: typed.text("source"),
  note: typed.text("note"),
});
