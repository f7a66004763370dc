/** Cases of the same event: proposals to answer, and links to take apart. */

import { useState } from "react";
import { write } from "@/api/client";
import type { FullIncident } from "@/api/types";
import { useActing } from "@/data/acting";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { useMay, useMe, useNames } from "@/state/hooks";
import { couldLeadAll, isSplit } from "@/state/smc";
import { useAct } from "@/ui/act";
import { ActingLine } from "@/ui/acting-line";
import { FormDialog } from "@/ui/form";
import { Link } from "@/ui/link";
import { Trouble } from "@/ui/trouble";

type CaseLink = FullIncident["links"][number];
type CaseEvent = NonNullable<FullIncident["event"]>;

export default function Links({ incident }: { incident: FullIncident }) {
  return (
    <>
      {incident.event && <WholeEvent incident={incident} event={incident.event} />}
      {incident.links.map((link) => (
        <OneLink key={link.id} incident={incident} link={link} />
      ))}
    </>
  );
}

/** The coordinator of the whole event, and the proposal that one centre do. */
function WholeEvent({ incident, event }: { incident: FullIncident; event: CaseEvent }) {
  const me = useMe();
  const acting = useActing(incident.id);
  const coordinates = useMay("coordinator") || acting;
  const { busy, error, act } = useAct();
  const nameOf = useNames();
  const said = formWords.link;
  if (event.smc) return <p className="card">{said.one(event.smc.name)}</p>;
  if (!isSplit(event)) return null;
  const open = incident.coordination.find(({ office }) => office === "smc");
  const proposes = coordinates && incident.lead.party === me.party && !open;
  const each = event.cases.flatMap(({ smc, reference, party }) =>
    smc ? [said.leads(smc.name, reference ?? said.unseen(nameOf(party)))] : [],
  );
  return (
    <div className="card call stack tight">
      <p>
        <strong className="distress">{said.split(each.join("; "))}</strong> {said.goesOn}
      </p>
      {open && <p>{said.asked(open.to_centre.name)}</p>}
      <Trouble error={error} />
      {proposes && acting && <ActingLine />}
      {proposes &&
        couldLeadAll(incident).map((centre) =>
          centre.listed ? (
            <p key={centre.id}>{said.byVoice(centre.name)}</p>
          ) : (
            <button
              key={centre.id}
              type="button"
              disabled={busy}
              onClick={() =>
                act((key) =>
                  write(key, "POST", "/api/incidents/{incident_id}/coordination", {
                    path: { incident_id: incident.id },
                    body: {
                      id: key,
                      office: "smc",
                      to_centre_id: centre.id,
                      reason: said.leadsAllWhy,
                    },
                  }),
                )
              }
            >
              {said.leadsAll(centre.name)}
            </button>
          ),
        )}
    </div>
  );
}

function OneLink({ incident, link }: { incident: FullIncident; link: CaseLink }) {
  const me = useMe();
  const nameOf = useNames();
  const watches = useMay("watch_officer", "coordinator");
  const { busy, error, act } = useAct();
  const [dialog, setDialog] = useState<"decline" | "withdraw" | null>(null);
  const may = watches && incident.lead.party === me.party;
  const linked = link.state === "accepted";
  const withdraws = linked ? formWords.link.apart : formWords.link.withdraw;
  return (
    <div className={link.asked ? "card call" : "card"}>
      <p>
        {saidOf(link, nameOf)} {link.reason}{" "}
        {link.incident_id && <Link href={`/incidents/${link.incident_id}`}>{link.reference}</Link>}
      </p>
      <Trouble error={error} />
      {may && (
        <div className="row">
          {link.asked ? (
            <>
              <button
                type="button"
                className="main"
                disabled={busy}
                onClick={() =>
                  act((key) =>
                    write(key, "POST", "/api/incidents/{incident_id}/links/{link_id}/accept", {
                      path: { incident_id: incident.id, link_id: link.id },
                    }),
                  )
                }
              >
                {formWords.link.accept}
              </button>
              <button type="button" disabled={busy} onClick={() => setDialog("decline")}>
                {formWords.link.decline}
              </button>
            </>
          ) : (
            <button type="button" disabled={busy} onClick={() => setDialog("withdraw")}>
              {withdraws}
            </button>
          )}
        </div>
      )}
      {dialog && (
        <FormDialog
          title={dialog === "decline" ? formWords.link.decline : withdraws}
          draft={`link-${dialog}.${link.id}`}
          fields={[{ name: "reason", label: words.why, kind: "prose", required: true }]}
          main={dialog === "decline" ? formWords.link.decline : withdraws}
          send={(typed, key) =>
            write(key, "POST", `/api/incidents/{incident_id}/links/{link_id}/${dialog}`, {
              path: { incident_id: incident.id, link_id: link.id },
              body: { reason: typed.text("reason") },
            })
          }
          onDone={() => setDialog(null)}
        >
          {linked && <p>{formWords.link.stillLeads}</p>}
        </FormDialog>
      )}
    </div>
  );
}

function saidOf(
  { state, asked, party: code, reference }: CaseLink,
  nameOf: (code: string) => string,
): string {
  const party = nameOf(code);
  const other = reference ?? formWords.link.unseen(party);
  if (state === "accepted") return formWords.link.linked(other);
  return asked ? formWords.link.proposed(party, other) : formWords.link.waits(party, other);
}
