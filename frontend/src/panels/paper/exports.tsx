/**
 * A case to take away, in three forms. Two boxes choose, for them and for the sheet, whether
 * call-back and counts of children are in it.
 */

import type { FullIncident } from "@/api/types";
import { registerWords } from "@/i18n/register-words";
import type { Chosen } from "./printed";

const said = registerWords.paper;
const FORMS = ["pdf", "csv", "geojson"] as const;

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
    });
  return (
    <section className="row paper-acts" aria-label={said.exports}>
      <span>{said.exports}</span>
      {FORMS.map((form) => (
        <a key={form} href={`/api/incidents/${incident.id}/export?${query(form)}`} download>
          {said.form[form]}
        </a>
      ))}
      <label className="row">
        <input
          type="checkbox"
          checked={chosen.callBack}
          onChange={(event) => choose({ ...chosen, callBack: event.target.checked })}
        />
        {said.withCallBack}
      </label>
      <label className="row">
        <input
          type="checkbox"
          checked={chosen.children}
          onChange={(event) => choose({ ...chosen, children: event.target.checked })}
        />
        {said.withChildren}
      </label>
    </section>
  );
}
