/** A suspended search: why, who was told, when it is looked at again; news of it resumes it. */

import { write } from "@/api/client";
import type { FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { formWords } from "@/i18n/form-words";
import { useMay, useMe, useNow } from "@/state/hooks";
import { useAct } from "@/ui/act";
import { useKey } from "@/ui/keys";
import { Trouble } from "@/ui/trouble";

const said = formWords.suspension;

interface Props {
  readonly incident: FullIncident;
  /** Writes down that somebody has looked; null: these hands may not. */
  readonly onLook: (() => void) | null;
}

export default function Suspension({ incident, onLook }: Props) {
  const now = useNow(30_000);
  const { state, suspension: has, suspended_at, look_again_at: again } = incident;
  const heard = incident.heard_suspended_at;
  const time = (at: string) => utc(Date.parse(at), now);
  const me = useMe();
  const watches = useMay("watch_officer", "coordinator");
  const { busy, error, act } = useAct();
  const since = heard && time(heard);
  const resumes = since && watches && incident.lead.party === me.party;
  const resume = () =>
    since &&
    act((key) =>
      write(key, "POST", "/api/incidents/{incident_id}/reopen", {
        path: { incident_id: incident.id },
        body: { reason: said.because(since) },
      }),
    );
  useKey("e", resumes && !busy ? resume : null);
  if (state !== "suspended" || (!has && !again && !heard)) return null;
  return (
    <div className="card call stack tight">
      {since && <p className="strong distress">{said.news(since)}</p>}
      {resumes && (
        <>
          <Trouble error={error} />
          <div className="row">
            <button type="button" className="grave" disabled={busy} onClick={resume}>
              {said.searchAgain} <kbd>E</kbd>
            </button>
          </div>
        </>
      )}
      {has && (
        <p>
          <strong>
            {said.stands(said.grounds[has.ground], suspended_at ? time(suspended_at) : "")}
          </strong>{" "}
          {has.told ? said.toldOf(has.told) : said.nobodyTold}{" "}
          {has.second && said.seconded(has.second)}
        </p>
      )}
      {again &&
        (Date.parse(again) <= now ? (
          <p className="strong distress">{said.due(time(again))}</p>
        ) : (
          <p>{said.next(time(again))}</p>
        ))}
      {onLook && (
        <div className="row">
          <button type="button" onClick={onLook}>
            {formWords.act.look}
          </button>
        </div>
      )}
    </div>
  );
}
