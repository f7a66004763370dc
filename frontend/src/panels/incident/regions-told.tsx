/** The regions that a case touches, and since when each centre that should know does. */

import { useState } from "react";
import { write } from "@/api/client";
import type { FullIncident } from "@/api/types";
import { readRegions } from "@/api/whereabouts";
import { useFetched } from "@/data/fetched";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { useMay, useMe, useNow, usePicture, useTouched } from "@/state/hooks";
import { FormDialog } from "@/ui/form";
import { Opening } from "@/ui/opening";
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
  const me = useMe();
  const leads = incident.lead.party === me.party && incident.state !== "closed";
  const [telling, setTelling] = useState<string | null>(null);
  const { value, error } = useFetched(
    incident.id,
    `${touched} ${Math.floor(now / AGAIN_MS)}`,
    (signal) => readRegions(incident.id, signal),
  );
  const known = whoKnows(incident, value ?? [], picture);
  return (
    <section className="stack tight" aria-label={`${said.title}: ${incident.reference}`}>
      <h2>{said.title}</h2>
      <Trouble error={error} />
      {!value && !error && <p role="status">{words.loading}</p>}
      {value?.length === 0 && <p className="alert">{incident.datum ? said.none : said.noRoute}</p>}
      <ul className="timeline">
        {known.map(({ party, centreId, name, touch, sinceMs, keptFrom, ledUntilMs }) => (
          <li key={`${party} ${name}`}>
            <span>
              <PartyTag code={party} />
            </span>
            <span>
              {[name, touch && said.touch[touch]].filter(Boolean).join(": ")}{" "}
              {keptFrom !== null && (
                <>
                  <strong className="tag alert">{said.kept}</strong> {keptFrom}{" "}
                  {watches && leads && (
                    <button type="button" onClick={() => setTelling(party)}>
                      {said.mayBeTold}
                    </button>
                  )}
                </>
              )}
              {ledUntilMs !== null && `${formWords.lead.ledUntil(utc(ledUntilMs, now))} `}
              {keptFrom !== null ? null : sinceMs === null ? (
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
      <Opening about={telling}>
        {telling && (
          <MayBeTold incident={incident} party={telling} onDone={() => setTelling(null)} />
        )}
      </Opening>
    </section>
  );
}

interface MayBeToldProps {
  readonly incident: FullIncident;
  readonly party: string;
  readonly onDone: () => void;
}

/** Off the list: if the case touches its region the platform tells it at once. */
function MayBeTold({ incident, party, onDone }: MayBeToldProps) {
  return (
    <FormDialog
      title={said.mayTell(party, incident.reference)}
      draft={`told-after-all.${incident.id}.${party}`}
      fields={[{ name: "reason", label: words.why, kind: "prose", required: true }]}
      main={said.mayBeTold}
      send={(typed, key) =>
        write(key, "POST", "/api/incidents/{incident_id}/keep-from-no-more", {
          path: { incident_id: incident.id },
          body: { party, reason: typed.text("reason") },
        })
      }
      onDone={onDone}
    >
      <p>{said.toldAtOnce}</p>
    </FormDialog>
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
