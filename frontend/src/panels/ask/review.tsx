/** The last look at a request: what goes out and to whom. */

import { write } from "@/api/client";
import type { Incident, Matches, Point } from "@/api/types";
import { ddm, utc } from "@/geo/format";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { type NeedDraft, needOf } from "@/state/asking";
import { nowMs } from "@/state/desk";
import { useMe, usePicture } from "@/state/hooks";
import { mutes } from "@/state/mutings";
import { useAct } from "@/ui/act";
import { needText } from "@/ui/coverage";
import { Dialog } from "@/ui/dialog";
import { MutedThere } from "@/ui/muting-line";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";

/** A request without a case. */
export interface WithoutCase {
  readonly situation: "capacity_building" | "border_emergency";
  readonly place: Point | null;
}

interface Props {
  /** A case, or the place and situation of what is for none. */
  about: { readonly incident_id: string } | WithoutCase;
  /** Their datum is the present place of the case. */
  matches: Matches | null;
  needs: readonly NeedDraft[];
  to: readonly string[];
  message: string;
  onClose: () => void;
  onSent: (id: string) => void;
}

export function Review({ about, matches, needs, to, message, onClose, onSent }: Props) {
  const picture = usePicture();
  const incidentId = "incident_id" in about ? about.incident_id : null;
  const incident = picture.incident.get(incidentId ?? "");
  const me = useMe();
  const { busy, error, act } = useAct();
  const now = nowMs();
  const bodies = needs.flatMap((need) => needOf(need, now) ?? []);
  const send = () => {
    let sent = "";
    act(
      (key) => {
        sent = key;
        return write(key, "POST", "/api/requests", {
          body: {
            id: key,
            ...about,
            message,
            needs: bodies,
            to: [...to],
            open: true,
          },
        });
      },
      () => onSent(sent),
    );
  };
  return (
    <Dialog title={formWords.ask.reviewTitle} onClose={onClose}>
      <ul className="stack tight">
        {bodies.map((need) => (
          <li key={need.id} className="strong">
            {needText(need)}
            {need.by_at && ` · ${helpWords.need.by(utc(Date.parse(need.by_at), now))}`}
          </li>
        ))}
      </ul>
      {"situation" in about && <p>{words.situation[about.situation]}</p>}
      {message && <p className="words">{message}</p>}
      <p>
        <span className="muted">{formWords.ask.where}</span>{" "}
        {"incident_id" in about ? (
          <Where incident={incident} matches={matches} />
        ) : (
          <strong>{about.place ? ddm(about.place) : formWords.ask.nowhere}</strong>
        )}
      </p>
      <h2>{formWords.ask.to}</h2>
      <ul className="stack tight">
        {to.map((id) => {
          const centre = picture.centre.get(id);
          const asked = { party: me.party, incident_id: incidentId };
          const muting = centre && mutes(picture, asked, centre.party, now);
          return (
            centre && (
              <li key={id} className="row">
                <PartyTag code={centre.party} /> {centre.name}
                {centre.listed && <span className="alert strong">{formWords.ask.byVoice}</span>}
                {muting && <MutedThere muting={muting} />}
              </li>
            )
          );
        })}
      </ul>
      <Trouble error={error} />
      <div className="row">
        {/* biome-ignore lint/a11y/noAutofocus: the second Enter sends */}
        <button type="button" className="main" autoFocus disabled={busy} onClick={send}>
          {busy ? formWords.form.sending : formWords.ask.send} <kbd>↵</kbd>
        </button>
        <button type="button" onClick={onClose}>
          {words.cancel}
        </button>
      </div>
    </Dialog>
  );
}

interface WhereProps {
  incident: Incident | undefined;
  matches: Matches | null;
}

/** The datum as it was set, and the place to which it has drifted. */
function Where({ incident, matches }: WhereProps) {
  const datum = incident?.view === "full" ? incident.datum : null;
  const now = nowMs();
  if (!datum) return <strong className="alert">{formWords.ask.noPosition}</strong>;
  const { position, now: drifted } = formWords.ask;
  const drift = matches?.datum?.drift ? matches.datum : null;
  return (
    <strong>
      {position(ddm(datum.point), datum.uncertainty_nm, utc(Date.parse(datum.at), now))}
      {drift &&
        drifted(ddm(drift.now), drift.uncertainty_nm, utc(Date.parse(matches?.asked_at ?? "")))}
    </strong>
  );
}
