/** A SITREP: as it would leave now, issuing it, and those that were issued. */

import { useState } from "react";
import { write } from "@/api/client";
import { readSitreps } from "@/api/incidents";
import type { FullIncident, Sitrep as IssuedReport } from "@/api/types";
import { useFetched } from "@/data/fetched";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { useMay, useNow, useTouched } from "@/state/hooks";
import { useAct } from "@/ui/act";
import { PartyTag } from "@/ui/party";
import { Copying } from "@/ui/standing-text";
import { wholeLines } from "@/ui/told-as";
import { Trouble } from "@/ui/trouble";
import ReadyText from "./ready-text";
import { ToWhom } from "./to-whom";

const said = formWords.text;

interface Props {
  incident: FullIncident;
  kind: "sitrep-short" | "sitrep-full";
}

export default function Sitrep({ incident, kind }: Props) {
  const [to, setTo] = useState("");
  const [assistance, setAssistance] = useState("");
  const [plans, setPlans] = useState("");
  const [fresh, setFresh] = useState<string | null>(null);
  const watches = useMay("watch_officer", "coordinator");
  const touched = useTouched(incident.id);
  const issued = useFetched(incident.id, touched, (signal) => readSitreps(incident.id, signal));
  const { busy, error, act } = useAct();
  const form = kind === "sitrep-full" ? "full" : "short";
  const issue = () =>
    act(
      (key) =>
        write(key, "POST", "/api/incidents/{incident_id}/sitreps", {
          path: { incident_id: incident.id },
          body: { id: key, to_centre_id: to || null, form, assistance, plans },
        }).then(() => setFresh(key)),
      issued.again,
    );
  return (
    <div className="stack tight">
      <ToWhom
        label={said.addressee}
        none={said.allConcerned}
        keptFrom={incident.kept_from.map(({ party }) => party)}
        value={to}
        onChange={setTo}
      />
      <Line label={said.assistance} value={assistance} onChange={setAssistance} />
      {form === "full" && <Line label={said.plans} value={plans} onChange={setPlans} />}
      <ReadyText
        incidentId={incident.id}
        kind={kind}
        centreId={to || null}
        options={{ assistance, plans: form === "full" ? plans : "" }}
      />
      {watches && (
        <div className="row">
          <button type="button" className="main" disabled={busy} onClick={issue}>
            {busy ? formWords.form.sending : said.issue}
          </button>
        </div>
      )}
      <Trouble error={error ?? issued.error} />
      <Issued reports={issued.value ?? []} fresh={fresh} />
    </div>
  );
}

interface LineProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
}

const Line = ({ label, value, onChange }: LineProps) => (
  <label className="field">
    <span>{label}</span>
    <input value={value} maxLength={200} onChange={(event) => onChange(event.target.value)} />
  </label>
);

/** The latest first; an own one can be opened, as it left, and is once it was issued here. */
function Issued({ reports, fresh }: { reports: readonly IssuedReport[]; fresh: string | null }) {
  const now = useNow(60_000);
  if (reports.length === 0) return null;
  return (
    <>
      <h3>{said.issued}</h3>
      <ul className="plain stack tight">
        {[...reports].reverse().map((one) => (
          <li key={one.id} className="stack tight">
            {one.text === null ? (
              <span>
                <PartyTag code={one.centre.party} /> {lineOf(one, now)}
              </span>
            ) : (
              <details open={one.id === fresh}>
                <summary>{lineOf(one, now)}</summary>
                <Copying text={one.text} atMs={Date.parse(one.at)} />
                <pre className="words">{wholeLines(one.text)}</pre>
              </details>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

const lineOf = (one: IssuedReport, now: number) =>
  said.report(
    one.number,
    one.centre.name,
    one.to?.name ?? said.allConcerned,
    utc(Date.parse(one.at), now),
  );
