/** The candidates for a need, live beside it; the refused ones one key away. */

import { useState } from "react";
import { write } from "@/api/client";
import type { Match, Matches } from "@/api/types";
import type { Fetched } from "@/data/fetched";
import { formWords } from "@/i18n/form-words";
import { isRefused } from "@/state/asking";
import { nowMs } from "@/state/desk";
import { useMay, useMe, usePicture } from "@/state/hooks";
import { matchId } from "@/state/scene";
import { useAct } from "@/ui/act";
import { useKey } from "@/ui/keys";
import { MatchRow } from "@/ui/match";
import { Trouble } from "@/ui/trouble";

interface Props {
  incidentId: string;
  matching: Fetched<Matches | null>;
  to: readonly string[];
  onChange: (to: string[]) => void;
}

export function MatchList({ incidentId, matching, to, onChange }: Props) {
  const [refusedToo, setRefusedToo] = useState(false);
  const { value, error, busy } = matching;
  useKey("x", () => setRefusedToo(!refusedToo));
  const items = value?.items ?? [];
  const able = items.filter((match) => !isRefused(match));
  const refused = items.filter(isRefused);
  return (
    <section className="stack" aria-label={formWords.ask.matches} aria-busy={busy}>
      <h2>{formWords.ask.matches}</h2>
      <Trouble error={error} />
      {!value && busy && <p role="status">{formWords.ask.matching}</p>}
      {value && able.length === 0 && <p className="muted">{formWords.ask.noMatches}</p>}
      <ol className="stack">
        {able.map((match) => (
          <Candidate
            key={matchId(match)}
            match={match}
            incidentId={incidentId}
            to={to}
            onChange={onChange}
          />
        ))}
      </ol>
      {refused.length > 0 && (
        <button type="button" aria-expanded={refusedToo} onClick={() => setRefusedToo(!refusedToo)}>
          {refusedToo ? formWords.ask.hideRefused : formWords.ask.refused(refused.length)}{" "}
          <kbd>X</kbd>
        </button>
      )}
      {refusedToo && (
        <ol className="stack">
          {refused.map((match) => (
            <MatchRow key={matchId(match)} match={match} />
          ))}
        </ol>
      )}
    </section>
  );
}

interface CandidateProps {
  match: Match;
  incidentId: string;
  to: readonly string[];
  onChange: (to: string[]) => void;
}

function Candidate({ match, incidentId, to, onChange }: CandidateProps) {
  const me = useMe();
  const centreId = usePicture().asset.get(match.asset_id ?? "")?.centre_id ?? null;
  const asked = centreId !== null && to.includes(centreId);
  if (match.ship_id || match.party === me.party) {
    return (
      <MatchRow match={match}>
        <Direct match={match} incidentId={incidentId} />
      </MatchRow>
    );
  }
  return (
    <MatchRow match={match} picked={asked}>
      {centreId && (
        <div>
          <button
            type="button"
            aria-pressed={asked}
            onClick={() => onChange(asked ? to.filter((id) => id !== centreId) : [...to, centreId])}
          >
            {asked ? formWords.ask.chosen : formWords.ask.choose}
          </button>
        </div>
      )}
    </MatchRow>
  );
}

const VALID_MS = 2 * 3_600_000;

/** One's own are sent, ships hailed, without asking another State. */
function Direct({ match, incidentId }: { match: Match; incidentId: string }) {
  const coordinates = useMay("coordinator");
  const watches = useMay("watch_officer", "coordinator");
  const { busy, error, act } = useAct();
  const [done, setDone] = useState(false);
  const etaAt = match.time?.eta_at ?? null;
  const { asset_id, ship_id } = match;
  if (ship_id ? !watches : !coordinates) return null;
  const send = () =>
    act(
      (key) =>
        ship_id
          ? write(key, "POST", "/api/incidents/{incident_id}/ships", {
              path: { incident_id: incidentId },
              body: { id: key, ship_id, eta_at: etaAt },
            })
          : write(key, "POST", "/api/incidents/{incident_id}/offers", {
              path: { incident_id: incidentId },
              body: {
                id: key,
                items: [{ asset_id: asset_id ?? "", eta_at: etaAt }],
                valid_until: new Date(nowMs() + VALID_MS).toISOString(),
                accept: true,
              },
            }),
      () => setDone(true),
    );
  return (
    <div className="row">
      <Trouble error={error} />
      {done ? (
        <span className="good" role="status">
          {formWords.ask.ownDone}
        </span>
      ) : (
        <button type="button" disabled={busy} onClick={send}>
          {ship_id ? formWords.ask.hail : formWords.ask.sendOwn}
        </button>
      )}
    </div>
  );
}
