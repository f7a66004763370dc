/** A ship that somebody sees or hears nearby, written down so that everybody sees and may hail it. */

import { readAssetTypes } from "@/api/catalogue";
import { write } from "@/api/client";
import { useFetched } from "@/data/fetched";
import { dayTime } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { nowMs } from "@/state/desk";
import { Dialog } from "@/ui/dialog";
import { Form } from "@/ui/form";
import { Trouble } from "@/ui/trouble";
import type { Field, Values } from "@/ui/values";
import { pointOf } from "../incident/choices";

const said = formWords.ask.ship.report;

interface Props {
  /** The case in which it was heard of: the draft stays with the case. */
  incidentId: string;
  onDone: () => void;
}

export function ReportShip({ incidentId, onDone }: Props) {
  const { value, error } = useFetched("asset-types", 0, readAssetTypes);
  const types = value?.filter(({ opportunity }) => opportunity);
  // One sheet before and after the types are read: another would give the focus back meanwhile.
  return (
    <Dialog title={said.does} onClose={onDone}>
      {types ? (
        <Form
          draft={`ship.${incidentId}`}
          fields={fieldsOf(types.map(({ code, name }) => [code, `${code} · ${name}`]))}
          main={said.does}
          send={(typed, key) =>
            write(key, "POST", "/api/ships", { body: { id: key, ...written(typed) } })
          }
          onDone={onDone}
          onCancel={onDone}
          focused
        >
          <p className="muted">{said.about}</p>
        </Form>
      ) : error ? (
        <Trouble error={error} />
      ) : (
        <p role="status">{words.loading}</p>
      )}
    </Dialog>
  );
}

function fieldsOf(types: readonly (readonly [string, string])[]): readonly Field[] {
  const { position, at, uncertainty, source } = formWords.field;
  return [
    { name: "name", label: said.name, kind: "line", required: true, wide: true },
    {
      name: "type",
      label: said.type,
      kind: "choice",
      required: true,
      options: types,
      wide: true,
    },
    { name: "point", label: position, kind: "position", required: true },
    {
      name: "at",
      label: at,
      kind: "past",
      required: true,
      hint: formWords.form.timeHint,
      initial: dayTime(new Date(nowMs()).toISOString()),
    },
    { name: "course_deg", label: said.course, kind: "number" },
    { name: "speed_kn", label: said.speed, kind: "number" },
    { name: "uncertainty_nm", label: uncertainty, kind: "number", initial: "1" },
    { name: "callsign", label: said.callsign, kind: "line" },
    { name: "mmsi", label: said.mmsi, kind: "line" },
    { name: "imo", label: said.imo, kind: "line" },
    { name: "flag", label: said.flag, kind: "line", hint: said.flagHint },
    { name: "source", label: source, kind: "line", hint: said.sourceHint },
  ];
}

const written = (typed: Values) => ({
  name: typed.text("name"),
  type: typed.text("type"),
  point: pointOf(typed, "point"),
  at: typed.at("at", "past") ?? typed.now(),
  course_deg: typed.number("course_deg"),
  speed_kn: typed.number("speed_kn"),
  uncertainty_nm: typed.number("uncertainty_nm") ?? 1,
  callsign: typed.text("callsign") || null,
  mmsi: typed.text("mmsi") || null,
  imo: typed.text("imo") || null,
  flag: typed.text("flag").toUpperCase() || null,
  source: typed.text("source"),
});
