/** Cases of the same event: proposals to answer, and links to take apart. */

import { useState } from "react";
import { write } from "@/api/client";
import type { FullIncident } from "@/api/types";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { useMay, useMe } from "@/state/hooks";
import { useAct } from "@/ui/act";
import { FormDialog } from "@/ui/form";
import { Link } from "@/ui/link";
import { Trouble } from "@/ui/trouble";

type CaseLink = FullIncident["links"][number];

export default function Links({ incident }: { incident: FullIncident }) {
  return incident.links.map((link) => <OneLink key={link.id} incident={incident} link={link} />);
}

function OneLink({ incident, link }: { incident: FullIncident; link: CaseLink }) {
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const { busy, error, act } = useAct();
  const [dialog, setDialog] = useState<"decline" | "withdraw" | null>(null);
  const may = watches && incident.lead.party === me.party;
  const linked = link.state === "accepted";
  const withdraws = linked ? formWords.link.apart : formWords.link.withdraw;
  return (
    <div className={link.asked ? "card call" : "card"}>
      <p>
        {saidOf(link)} {link.reason}{" "}
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
        />
      )}
    </div>
  );
}

function saidOf({ state, asked, party, reference }: CaseLink): string {
  const other = reference ?? formWords.link.unseen(party);
  if (state === "accepted") return formWords.link.linked(other);
  return asked ? formWords.link.proposed(party, other) : formWords.link.waits(party, other);
}
