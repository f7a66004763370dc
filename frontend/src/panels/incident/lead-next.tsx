/** A centre asked to lead stays silent: whom to propose it to next; nobody is asked by it. */

import { useState } from "react";
import { write } from "@/api/client";
import type { FullIncident } from "@/api/types";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { whyKept } from "@/state/kept-from";
import { CallCentre } from "@/ui/call-centre";
import { FormDialog } from "@/ui/form";
import { useKey } from "@/ui/keys";
import CaseDialog from "./acts";

const said = formWords.lead;

interface Props {
  incident: FullIncident;
  proposal: FullIncident["coordination"][number];
  /** Proposing the lead is a coordinator's; that one took over by voice anybody who watches writes. */
  coordinates: boolean;
}

export function LeadNext({ incident, proposal, coordinates }: Props) {
  const [doing, setDoing] = useState<"propose" | "voice" | null>(null);
  const next = proposal.ask_next.filter(({ party }) => whyKept(incident, party) === undefined);
  const joined = next.filter(({ listed }) => !listed);
  const called = next.find(({ listed }) => listed);
  const proposes = coordinates && joined.length > 0;
  const first = proposes ? "propose" : called ? "voice" : null;
  useKey("w", first && !doing ? () => setDoing(first) : null);
  if (proposal.ask_none) return <p className="alert">{said.nobodyNext}</p>;
  if (next.length === 0) return null;
  const names = next.map(({ name, listed }) =>
    listed ? `${name}, ${formWords.ask.byVoice}` : name,
  );
  return (
    <>
      <p className="alert strong">{said.askNext(names.join("; "))}</p>
      {called && <CallCentre id={called.id} />}
      <div className="row">
        {proposes && (
          <button type="button" className="main" onClick={() => setDoing("propose")}>
            {said.proposeNext(joined[0]?.name ?? "")} <kbd>W</kbd>
          </button>
        )}
        {called && (
          <button type="button" onClick={() => setDoing("voice")}>
            {said.tookByVoice(called.name)} {first === "voice" && <kbd>W</kbd>}
          </button>
        )}
      </div>
      {doing === "propose" && (
        <FormDialog
          title={`${formWords.act.lead}: ${incident.reference}`}
          draft={`lead-next.${proposal.id}`}
          fields={[
            {
              name: "to",
              label: said.to,
              kind: "choice",
              wide: true,
              required: true,
              initial: joined[0]?.id ?? "",
              options: joined.map(({ id, name, party }) => [id, `${name} (${party})`] as const),
            },
            {
              name: "reason",
              label: words.why,
              kind: "prose",
              initial: formWords.alert.silent(proposal.to_centre.name),
            },
          ]}
          main={words.send}
          send={(typed, key) =>
            write(key, "POST", "/api/incidents/{incident_id}/coordination", {
              path: { incident_id: incident.id },
              body: {
                id: key,
                office: proposal.office,
                to_centre_id: typed.text("to"),
                reason: typed.text("reason"),
                instead_of: proposal.id,
              },
            })
          }
          onDone={() => setDoing(null)}
        >
          <p className="muted">{said.insteadOf(proposal.to_centre.name)}</p>
        </FormDialog>
      )}
      {doing === "voice" && (
        <CaseDialog act="voice" incident={incident} onDone={() => setDoing(null)} />
      )}
    </>
  );
}
