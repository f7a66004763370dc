/** Centres that nobody has told, because their parties have not joined: called, and written down. */

import { useState } from "react";
import { write } from "@/api/client";
import type { CentreRef, FullIncident } from "@/api/types";
import { formWords } from "@/i18n/form-words";
import { calledAs } from "@/state/callee";
import { useMay, usePicture } from "@/state/hooks";
import { FormDialog } from "@/ui/form";
import { Opening } from "@/ui/opening";

const said = formWords.situation;

export default function ToCall({ incident }: { incident: FullIncident }) {
  const { centre } = usePicture();
  const watches = useMay("watch_officer", "coordinator");
  const [told, setTold] = useState<CentreRef | null>(null);
  const centres = incident.to_be_called;
  if (centres.length === 0) return null;
  return (
    <div className="card call stack tight">
      <p>{said.toCall(centres.map(({ name }) => name).join(", "))}</p>
      {centres.map((one) => (
        <div key={one.id} className="row apart">
          <span>{calledAs(centre.get(one.id) ?? one)}</span>
          {watches && (
            <button type="button" onClick={() => setTold(one)}>
              {said.told}
            </button>
          )}
        </div>
      ))}
      <Opening about={told?.id ?? null}>
        {told && <Told incidentId={incident.id} centre={told} onDone={() => setTold(null)} />}
      </Opening>
    </div>
  );
}

interface ToldProps {
  readonly incidentId: string;
  readonly centre: CentreRef;
  readonly onDone: () => void;
}

function Told({ incidentId, centre, onDone }: ToldProps) {
  return (
    <FormDialog
      title={said.toldTitle(centre.name)}
      draft={`told.${incidentId}.${centre.id}`}
      fields={[
        { name: "function", label: formWords.lead.function, kind: "line", required: true },
        { name: "said", label: formWords.lead.heard, kind: "prose", required: true },
        { name: "at", label: formWords.lead.spokenAt, kind: "past", hint: formWords.form.timeHint },
      ]}
      main={said.told}
      send={(typed, key) =>
        write(key, "POST", "/api/incidents/{incident_id}/told-by-voice", {
          path: { incident_id: incidentId },
          body: {
            centre_id: centre.id,
            function: typed.text("function"),
            said: typed.text("said"),
            at: typed.at("at", "past"),
          },
        })
      }
      onDone={onDone}
    />
  );
}
