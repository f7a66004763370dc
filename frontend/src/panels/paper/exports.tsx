/**
 * A case to take away, in three forms. Three boxes choose, for them and for the sheet, whether
 * call-back, counts of children and own lines of the log are in it.
 */

import type { FullIncident } from "@/api/types";
import { registerWords } from "@/i18n/register-words";
import type { Chosen } from "./printed";

const said = registerWords.paper;
const FORMS = ["pdf", "csv", "geojson"] as const;
const BOXES = [
  ["callBack", said.withCallBack],
  ["children", said.withChildren],
  ["ownLines", said.withOwnLines],
] as const;

interface Props {
  incident: FullIncident;
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
}

export function Exports({ incident, chosen, choose }: Props) {
  const query = (form: string) =>
    new URLSearchParams({
      format: form,
      call_back: String(chosen.callBack),
      children: String(chosen.children),
      own_lines: String(chosen.ownLines),
    });
  return (
    <section className="row paper-acts" aria-label={said.exports}>
      <span>{said.exports}</span>
      {FORMS.map((form) => (
        <a key={form} href={`/api/incidents/${incident.id}/export?${query(form)}`} download>
          {said.form[form]}
        </a>
      ))}
      {BOXES.map(([part, name]) => (
        <label key={part} className="row">
          <input
            type="checkbox"
            checked={chosen[part]}
            onChange={(event) => choose({ ...chosen, [part]: event.target.checked })}
          />
          {name}
        </label>
      ))}
    </section>
  );
}
