/** Decisions that a watch officer took as coordinator, until a coordinator has looked. */

import { write } from "@/api/client";
import type { FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { useMay, useNow } from "@/state/hooks";
import { useAct } from "@/ui/act";
import { useKey } from "@/ui/keys";
import { Trouble } from "@/ui/trouble";

const said = formWords.acted;

export default function Acted({ incident }: { incident: FullIncident }) {
  const coordinates = useMay("coordinator");
  const now = useNow(60_000);
  const { busy, error, act } = useAct();
  const waits = incident.acted.length > 0;
  const look = () =>
    act((key) =>
      write(key, "POST", "/api/incidents/{incident_id}/acted/look", {
        path: { incident_id: incident.id },
      }),
    );
  useKey("v", waits && coordinates ? look : null);
  if (!waits) return null;
  return (
    <section className="card call stack tight" aria-label={said.title}>
      <strong>{said.title}</strong>
      <ul>
        {incident.acted.map(({ id, decision, who, at }) => (
          <li key={id}>{said.line(said.decision[decision], who, utc(Date.parse(at), now))}</li>
        ))}
      </ul>
      <Trouble error={error} />
      {coordinates ? (
        <div className="row">
          <button type="button" className="main" disabled={busy} onClick={look}>
            {said.look} <kbd>V</kbd>
          </button>
        </div>
      ) : (
        <p className="muted">{said.waits}</p>
      )}
    </section>
  );
}
