/** A case to take away, in three forms; call-back and counts of children only when they are chosen. */

import { useState } from "react";
import type { FullIncident } from "@/api/types";
import { registerWords } from "@/i18n/register-words";

const said = registerWords.paper;
const FORMS = ["pdf", "csv", "geojson"] as const;

export function Exports({ incident }: { incident: FullIncident }) {
  const [callBack, withCallBack] = useState(false);
  const [children, withChildren] = useState(false);
  const query = (form: string) =>
    new URLSearchParams({
      format: form,
      call_back: String(callBack),
      children: String(children),
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
          checked={callBack}
          onChange={(event) => withCallBack(event.target.checked)}
        />
        {said.withCallBack}
      </label>
      <label className="row">
        <input
          type="checkbox"
          checked={children}
          onChange={(event) => withChildren(event.target.checked)}
        />
        {said.withChildren}
      </label>
    </section>
  );
}
