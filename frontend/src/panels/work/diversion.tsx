/** Sending a deployment to another incident: proposed by the lead, consented by the owner. */

import { useState } from "react";
import { consentDivert, declineDivert, divert } from "@/api/requests";
import type { FullDeployment } from "@/api/types";
import { words } from "@/i18n";
import { usePicture } from "@/state/hooks";
import { isActive } from "@/state/scene";
import type { Hands } from "@/state/steps";
import { useAct } from "@/ui/act";
import { FormDialog } from "@/ui/form";
import { Trouble } from "@/ui/trouble";

export function Diversion({ work, hands }: { work: FullDeployment; hands: Hands }) {
  const picture = usePicture();
  const { busy, error, act } = useAct();
  const [dialog, setDialog] = useState<"divert" | "decline" | null>(null);
  const others = [...picture.incident.values()].filter(
    (other) =>
      other.view === "full" &&
      other.id !== work.incident_id &&
      other.state === "open" &&
      other.lead.party === hands.party,
  );
  const leads = work.lead_party === hands.party && hands.coordinates;
  const answers = work.divert !== null && work.party === hands.party && hands.watches;
  if (work.ship_id || !isActive(work)) return null;
  return (
    <>
      {work.divert && (
        <span className="alert">
          {words.divert.proposed(
            picture.incident.get(work.divert.incident_id)?.reference ?? words.unknown,
            work.divert.reason,
          )}
        </span>
      )}
      {answers && (
        <>
          <button
            type="button"
            className="main"
            disabled={busy}
            onClick={() => act((key) => consentDivert(key, work.id))}
          >
            {words.divert.consent}
          </button>
          <button type="button" onClick={() => setDialog("decline")}>
            {words.divert.decline}
          </button>
        </>
      )}
      {leads && !work.divert && others.length > 0 && (
        <button type="button" onClick={() => setDialog("divert")}>
          {words.divert.title}
        </button>
      )}
      <Trouble error={error} />
      {dialog === "divert" && (
        <FormDialog
          title={`${words.divert.title}: ${work.name}`}
          draft={`divert.${work.id}`}
          fields={[
            {
              name: "to",
              label: words.field.otherCase,
              kind: "choice",
              required: true,
              options: others.map((other) => [other.id, other.reference] as const),
            },
            { name: "reason", label: words.why, kind: "prose", required: true },
          ]}
          main={words.divert.title}
          send={(typed, key) => divert(key, work.id, typed.text("to"), typed.text("reason"))}
          onDone={() => setDialog(null)}
        />
      )}
      {dialog === "decline" && (
        <FormDialog
          title={words.divert.decline}
          draft={`divert-decline.${work.id}`}
          fields={[{ name: "reason", label: words.why, kind: "prose", required: true }]}
          main={words.divert.decline}
          send={(typed, key) => declineDivert(key, work.id, typed.text("reason"))}
          onDone={() => setDialog(null)}
        />
      )}
    </>
  );
}
