/** Words of who is not to be told that name no party: until they are settled nobody is told. */

import { useState } from "react";
import { write } from "@/api/client";
import type { FullIncident } from "@/api/types";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { FormDialog } from "@/ui/form";
import { Opening } from "@/ui/opening";

const said = formWords.regions;

interface Props {
  readonly incident: FullIncident;
  /** Null: this party does not lead it, or nobody who watches is signed in. */
  readonly onName: (() => void) | null;
}

export default function UnnamedWords({ incident, onName }: Props) {
  const [settling, setSettling] = useState<string | null>(null);
  const unnamed = incident.kept_from.filter(({ party }) => party === "");
  if (unnamed.length === 0) return null;
  return (
    <section className="card call stack tight" aria-label={said.name}>
      {unnamed.map(({ word = "", reason }) => (
        <div key={word} className="stack tight">
          <strong className="distress">{said.unnamed(word)}</strong>
          <p className="words muted">{reason}</p>
          {onName && (
            <>
              <p>{said.unnamedHow}</p>
              <div className="row">
                <button type="button" onClick={onName}>
                  {said.name}
                </button>
                <button type="button" onClick={() => setSettling(word)}>
                  {said.settle}
                </button>
              </div>
            </>
          )}
        </div>
      ))}
      <Opening about={settling}>
        {settling !== null && (
          <FormDialog
            title={said.settling(settling)}
            draft={`settle-words.${incident.id}.${settling}`}
            fields={[{ name: "reason", label: words.why, kind: "prose", required: true }]}
            main={said.settle}
            send={(typed, key) =>
              write(key, "POST", "/api/incidents/{incident_id}/keep-from-no-more", {
                path: { incident_id: incident.id },
                body: { word: settling, reason: typed.text("reason") },
              })
            }
            onDone={() => setSettling(null)}
          >
            <p>{said.settled}</p>
          </FormDialog>
        )}
      </Opening>
    </section>
  );
}
