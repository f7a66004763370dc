/** Alarms of the case for which contacts are alerted where nobody takes them up. */

import { useContext, useEffect, useRef } from "react";
import { write } from "@/api/client";
import type { CaseAlarm, FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { caseAlarms as said } from "@/i18n/en-case-alarms";
import { formWords } from "@/i18n/form-words";
import { useMay, useMe, useNow, usePicture } from "@/state/hooks";
import { useAct } from "@/ui/act";
import { AlertLines } from "@/ui/alert-lines";
import { CallCentre } from "@/ui/call-centre";
import { useKey } from "@/ui/keys";
import { Trouble } from "@/ui/trouble";
import { StoodAtOpening } from "./stood";

export default function CaseAlarms({ incident }: { incident: FullIncident }) {
  const { party, centre_id } = useMe();
  const centres = usePicture().centre;
  const watches = useMay("watch_officer", "coordinator");
  const now = useNow(5_000);
  const { busy, error, act } = useAct();
  const isOwn = ({ centre_id }: CaseAlarm) => centres.get(centre_id)?.party === party;
  const coordinates = useMay("coordinator");
  const why = incident.involved.find((one) => one.party === party)?.why ?? [];
  const waits = incident.alarms.filter(
    (one) =>
      isOwn(one) &&
      !one.taken_up_at &&
      (one.cause !== "acted" || coordinates) &&
      !isForOther(one, centre_id, why.length === 1 && why[0] === "region"),
  );
  const takes = watches && waits.length > 0;
  const take = () =>
    act((key) =>
      write(key, "POST", "/api/incidents/{incident_id}/alarms/take-up", {
        path: { incident_id: incident.id },
      }),
    );
  useKey("i", takes && !busy ? take : null);
  // To open a new case is to take it up: it rings no more at this desk either. What comes while it
  // is on screen already waits for somebody: nobody may be there.
  const stood = useContext(StoodAtOpening);
  const opened = useRef("");
  const isNew = takes && waits.every(({ cause, id }) => cause === "region" && stood.has(id));
  useEffect(() => {
    if (!isNew || opened.current === incident.id || document.hidden) return;
    opened.current = incident.id;
    void take();
  });
  const { unwritten, lead_unreached: unreached, lead } = incident;
  const since = unreached ? utc(Date.parse(unreached.since), now) : "";
  const silent = (
    <>
      {unwritten && (
        <p className="card call strong distress">
          {said.nothingSince(utc(Date.parse(unwritten.since), now))}
        </p>
      )}
      {unreached && (
        <div className="card call">
          <p className="strong distress">
            {lead.party === party ? said.othersKnow(since) : said.unreached(lead.name, since)}
          </p>
          {lead.party !== party && <CallCentre id={lead.id} />}
        </div>
      )}
    </>
  );
  if (incident.alarms.length === 0) return silent;
  return (
    <>
      {silent}
      <section className="card stack tight" aria-label={said.title}>
        <strong>{said.title}</strong>
        <ul className="stack tight">
          {incident.alarms.map((alarm) => (
            <li key={alarm.id}>
              <p className={alarm.taken_up_at ? "muted" : "alert strong"}>
                {said.matter[alarm.cause]}{" "}
                {(!isOwn(alarm) || isForOther(alarm, centre_id, false)) &&
                  said.toOther(centres.get(alarm.centre_id)?.name ?? "")}
              </p>
              {(alarm.taken_up_at || !alarm.contacts_exhausted_at) && (
                <p className="muted">{standing(alarm, now)}</p>
              )}
              <AlertLines alerts={alarm.alerts} centreId={alarm.centre_id} now={now} />
              {alarm.contacts_exhausted_at && (
                <p className="alert strong">
                  {formWords.alert.exhausted(
                    utc(Date.parse(alarm.contacts_exhausted_at), now),
                    alarm.alerts.length,
                  )}
                </p>
              )}
            </li>
          ))}
        </ul>
        <Trouble error={error} />
        {takes && (
          <div className="row">
            <button type="button" className="main" disabled={busy} onClick={take}>
              {said.take} <kbd>I</kbd>
            </button>
            <span className="muted">{said.settlesNothing}</span>
          </div>
        )}
      </section>
    </>
  );
}

/**
 * Whether the region of another of the party's centres is touched: its own people take that up,
 * unless the region is all that brings the party into the case.
 */
const isForOther = ({ cause, centre_id }: CaseAlarm, desk: string, regionAlone: boolean) =>
  cause === "region" && centre_id !== desk && !regionAlone;

function standing({ taken_up_at, due_at, alerts }: CaseAlarm, now: number): string {
  if (taken_up_at) return said.takenUp(utc(Date.parse(taken_up_at), now));
  if (alerts.length > 0 || Date.parse(due_at) <= now) return said.alerting;
  return said.until(utc(Date.parse(due_at), now));
}
