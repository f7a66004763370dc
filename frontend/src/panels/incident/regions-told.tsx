/** Whose regions a case touches, and since when each of those that should know does. */

import { useState } from "react";
import type { FullIncident } from "@/api/types";
import { readRegions } from "@/api/whereabouts";
import { useFetched } from "@/data/fetched";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { useMay, useNow, usePicture, useTouched } from "@/state/hooks";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";
import ReadyText from "./ready-text";
import { whoKnows } from "./who-knows";

const said = formWords.regions;
/** A circle grows slowly. */
const AGAIN_MS = 5 * 60_000;

export default function RegionsTold({ incident }: { incident: FullIncident }) {
  const picture = usePicture();
  const touched = useTouched(incident.id);
  const now = useNow(60_000);
  const watches = useMay("watch_officer", "coordinator");
  const { value, error } = useFetched(
    incident.id,
    `${touched} ${Math.floor(now / AGAIN_MS)}`,
    (signal) => readRegions(incident.id, signal),
  );
  const known = whoKnows(incident, value ?? [], picture);
  return (
    <section className="stack tight" aria-label={said.title}>
      <h2>{said.title}</h2>
      <Trouble error={error} />
      {!value && !error && <p role="status">{words.loading}</p>}
      {value?.length === 0 && incident.datum && <p className="alert">{said.none}</p>}
      <ul className="timeline">
        {known.map(({ party, centreId, name, touch, sinceMs }) => (
          <li key={`${party} ${name}`}>
            <span>
              <PartyTag code={party} />
            </span>
            <span>
              {[name, touch && said.touch[touch]].filter(Boolean).join(": ")}{" "}
              {sinceMs === null ? (
                <>
                  <strong className="distress">{said.untold}</strong>
                  {watches && centreId && (
                    <Telling incidentId={incident.id} centreId={centreId} name={name} />
                  )}
                </>
              ) : (
                <span className="muted">{said.told(utc(sinceMs, now))}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface TellingProps {
  readonly incidentId: string;
  readonly centreId: string;
  readonly name: string;
}

/** By voice: the numbers and what to say. Nothing tells a centre here that is only listed. */
function Telling({ incidentId, centreId, name }: TellingProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className="stack tight">
      <div className="row">
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {said.tell(name)}
        </button>
      </div>
      {open && <ReadyText incidentId={incidentId} kind="call-script" centreId={centreId} />}
    </div>
  );
}
