/** Proposals that a centre take an office over: accept, decline, take back. */

import { useState } from "react";
import { write } from "@/api/client";
import type { FullIncident } from "@/api/types";
import { useActing } from "@/data/acting";
import { utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { useMay, useMe, useNow } from "@/state/hooks";
import { smcOf } from "@/state/smc";
import { useAct } from "@/ui/act";
import { ActingLine } from "@/ui/acting-line";
import { AlertLines } from "@/ui/alert-lines";
import { CallCentre } from "@/ui/call-centre";
import { FormDialog } from "@/ui/form";
import { Trouble } from "@/ui/trouble";
import CaseDialog from "./acts";
import { LeadNext } from "./lead-next";

type Proposal = FullIncident["coordination"][number];

export default function Coordination({ incident }: { incident: FullIncident }) {
  return incident.coordination.map((proposal) => (
    <OneProposal key={proposal.id} incident={incident} proposal={proposal} />
  ));
}

function OneProposal({ incident, proposal }: { incident: FullIncident; proposal: Proposal }) {
  const me = useMe();
  const acting = useActing(incident.id);
  const coordinates = useMay("coordinator") || acting;
  const watches = useMay("watch_officer");
  const { busy, error, act } = useAct();
  const [dialog, setDialog] = useState<"decline" | "holder" | "voice" | null>(null);
  const asked = proposal.to_centre.party === me.party;
  const asks = proposal.from_centre.party === me.party;
  const { office, said_by_voice: said } = proposal;
  const now = useNow(5_000);
  const accept = () =>
    office === "smc"
      ? act((key) =>
          write(key, "POST", "/api/incidents/{incident_id}/coordination/accept", {
            path: { incident_id: incident.id },
            body: { office },
          }),
        )
      : setDialog("holder");
  return (
    <div className="card call">
      <p>
        {formWords.lead.proposed(
          proposal.from_centre.name,
          proposal.to_centre.name,
          formWords.office[office],
        )}{" "}
        {proposal.reason}
      </p>
      <p className="muted">
        {formWords.lead.stays(office === "smc" ? smcOf(incident).name : proposal.from_centre.name)}
      </p>
      {said && (
        <p>
          <strong>
            {formWords.lead.claimed(said.function, said.heard, utc(Date.parse(said.at), now))}
          </strong>{" "}
          <span className="muted">
            {formWords.lead.claimedBy(said.claimed_by, said.claimed_by_centre)}
          </span>
        </p>
      )}
      <AlertLines alerts={proposal.alerts} centreId={proposal.to_centre.id} now={now} />
      {proposal.contacts_exhausted_at && (
        <p className="alert strong">
          {formWords.alert.exhausted(
            utc(Date.parse(proposal.contacts_exhausted_at), now),
            proposal.alerts.length,
          )}
        </p>
      )}
      {asks && watches && (
        <LeadNext incident={incident} proposal={proposal} coordinates={coordinates} />
      )}
      <Trouble error={error} />
      {(asked || asks) && acting && <ActingLine />}
      <div className="row">
        {asked && coordinates && (
          <>
            <button type="button" className="main" disabled={busy} onClick={accept}>
              {formWords.lead.accept}
            </button>
            <button type="button" disabled={busy} onClick={() => setDialog("decline")}>
              {formWords.lead.decline}
            </button>
          </>
        )}
        {asked && watches && !coordinates && (
          <div>
            <p>{helpWords.offers.coordinator}</p>
            <CallCentre id={me.centre_id} />
          </div>
        )}
        {asks && watches && <CallCentre id={proposal.to_centre.id} />}
        {asks && watches && office === "smc" && (
          <button type="button" onClick={() => setDialog("voice")}>
            {formWords.lead.tookByVoice(proposal.to_centre.name)}
          </button>
        )}
        {asks && coordinates && (
          <button
            type="button"
            disabled={busy}
            onClick={() =>
              act((key) =>
                write(key, "POST", "/api/incidents/{incident_id}/coordination/withdraw", {
                  path: { incident_id: incident.id },
                  body: { office },
                }),
              )
            }
          >
            {formWords.lead.withdraw}
          </button>
        )}
      </div>
      {dialog === "decline" && (
        <FormDialog
          title={formWords.lead.decline}
          draft={`lead-decline.${proposal.id}`}
          fields={[{ name: "reason", label: words.why, kind: "prose", required: true }]}
          main={formWords.lead.decline}
          send={(typed, key) =>
            write(key, "POST", "/api/incidents/{incident_id}/coordination/decline", {
              path: { incident_id: incident.id },
              body: { office, reason: typed.text("reason") },
            })
          }
          onDone={() => setDialog(null)}
        />
      )}
      {dialog === "voice" && (
        <CaseDialog act="voice" incident={incident} onDone={() => setDialog(null)} />
      )}
      {dialog === "holder" && (
        <FormDialog
          title={formWords.lead.accept}
          draft={`lead-holder.${proposal.id}`}
          fields={[
            { name: "name", label: formWords.lead.holder, kind: "line", required: true },
            { name: "channel", label: formWords.situation.channel, kind: "line" },
          ]}
          main={formWords.lead.accept}
          send={(typed, key) =>
            write(key, "POST", "/api/incidents/{incident_id}/coordination/accept", {
              path: { incident_id: incident.id },
              body: {
                office,
                holder: { name: typed.text("name"), channel: typed.text("channel") },
              },
            })
          }
          onDone={() => setDialog(null)}
        />
      )}
    </div>
  );
}
