/** The candidates for a need, live beside it; the refused ones one key away. */

import { useRef, useState } from "react";
import { write } from "@/api/client";
import { isUnreachable } from "@/api/refused";
import type { Match, Matches } from "@/api/types";
import { useActing } from "@/data/acting";
import type { Fetched } from "@/data/fetched";
import { formWords } from "@/i18n/form-words";
import { alikeOf, type Reason } from "@/state/alike";
import { isRefused } from "@/state/asking";
import { nowMs } from "@/state/desk";
import { useMay, useMe, usePicture } from "@/state/hooks";
import { whyKept } from "@/state/kept-from";
import { matchId } from "@/state/scene";
import { type Shift, useShifts } from "@/state/shifts";
import { useAct } from "@/ui/act";
import { ActingLine } from "@/ui/acting-line";
import { AsOf } from "@/ui/as-of";
import { useHeldFocus } from "@/ui/held-focus";
import { useKey } from "@/ui/keys";
import { MatchRow, Reasons } from "@/ui/match";
import { soonestOf, whyLaterThoughNearer } from "@/ui/not-soonest";
import { Trouble } from "@/ui/trouble";
import { useMoved } from "./moved";
import { Vouching } from "./vouching";

interface Props {
  /** Null: it is for no case, and nothing is sent or hailed from here. */
  incidentId: string | null;
  matching: Fetched<Matches | null>;
  to: readonly string[];
  /** Null where nobody is asked from here: then ships alone are called, by hailing them. */
  onChange: ((to: string[]) => void) | null;
  /** Writes down a ship that is near; null: the person may not. */
  onReport: (() => void) | null;
}

export function MatchList({ incidentId, matching, to, onChange, onReport }: Props) {
  const [refusedToo, setRefusedToo] = useState(false);
  const { asset } = usePicture();
  const { value, error, busy } = matching;
  useKey("x", () => setRefusedToo(!refusedToo));
  const items = value?.items ?? [];
  const able = items.filter((match) => !isRefused(match));
  const refused = items.filter(isRefused);
  const atMs = Date.parse(value?.asked_at ?? "") || 0;
  const shifts = useShifts(JSON.stringify(value?.need ?? null), items, atMs);
  const moved = useMoved(value?.asked_at ?? "");
  const centreOf = (match: Match) => asset.get(match.asset_id ?? "")?.centre_id ?? null;
  const asker = useAskers(able, centreOf);
  const { shared, own } = alikeOf(able);
  const first = soonestOf(able);
  const ask = (centreId: string) => {
    if (!to.includes(centreId)) onChange?.([...to, centreId]);
    shifts.acted(items.filter((match) => centreOf(match) === centreId));
  };
  return (
    <section className="stack" aria-label={formWords.ask.matches} aria-busy={busy}>
      <div className="row apart">
        <h2>{formWords.ask.matches}</h2>
        {onReport && (
          <button type="button" onClick={onReport}>
            {formWords.ask.ship.report.does} <kbd>H</kbd>
          </button>
        )}
      </div>
      {!(value && isUnreachable(error)) && <Trouble error={error} />}
      {value && <AsOf atMs={atMs} error={error} />}
      {!value && busy && <p role="status">{formWords.ask.matching}</p>}
      {value && able.length === 0 && <p className="muted">{formWords.ask.noMatches}</p>}
      {value && <ForAll notes={value.notes} reasons={shared} />}
      <ol className={`stack${moved}`}>
        {able.map((match) => (
          <Candidate
            key={matchId(match)}
            match={match}
            shift={shifts.of(match)}
            reasons={own(match)}
            later={whyLaterThoughNearer(match, first)}
            incidentId={incidentId}
            centreId={centreOf(match)}
            to={to}
            asks={onChange !== null}
            onAsk={onChange && asker(match) ? ask : null}
            onActed={() => shifts.acted([match])}
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

/** Each centre is asked from one of its units, which stays the same as long as that can come. */
function useAskers(able: readonly Match[], centreOf: (match: Match) => string | null) {
  const before = useRef<ReadonlyMap<string, string>>(new Map());
  const ids = new Set(able.map(matchId));
  const askers = new Map([...before.current].filter(([, id]) => ids.has(id)));
  for (const match of able) {
    const centreId = centreOf(match);
    if (centreId && !askers.has(centreId)) askers.set(centreId, matchId(match));
  }
  before.current = askers;
  return (match: Match) => askers.get(centreOf(match) ?? "") === matchId(match);
}

/** Told once: what is to be known of the answer, and what each candidate would say. */
function ForAll({ notes, reasons }: { notes: Matches["notes"]; reasons: readonly Reason[] }) {
  if (notes.length === 0 && reasons.length === 0) return null;
  return (
    <section className="stack tight" aria-label={formWords.ask.forAll}>
      <h3>{formWords.ask.forAll}</h3>
      {notes.length > 0 && (
        <ul>
          {notes.map(({ code, sentence }) => (
            <li key={code + sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <Reasons reasons={reasons} />
    </section>
  );
}

interface CandidateProps {
  match: Match;
  shift: Shift | null;
  reasons: readonly Reason[];
  later: string | null;
  incidentId: string | null;
  centreId: string | null;
  to: readonly string[];
  asks: boolean;
  onAsk: ((centreId: string) => void) | null;
  onActed: () => void;
}

function Candidate(props: CandidateProps) {
  const { match, shift, reasons, later, incidentId, centreId, to, asks, onAsk, onActed } = props;
  const me = useMe();
  const picture = usePicture();
  const centre = picture.centre.get(centreId ?? "");
  const kept = whyKept(picture.incident.get(incidentId ?? ""), centre?.party ?? "");
  const held = useHeldFocus<HTMLDivElement>();
  if (incidentId !== null && (match.ship_id || (asks && match.party === me.party))) {
    return (
      <MatchRow match={match} shift={shift} reasons={reasons} later={later}>
        <Direct match={match} incidentId={incidentId} onActed={onActed} />
      </MatchRow>
    );
  }
  const asked = centre !== undefined && to.includes(centre.id);
  return (
    <MatchRow match={match} shift={shift} reasons={reasons} later={later} picked={asked}>
      {centre && (asked || onAsk) && (
        <div {...held}>
          {asked && <span className="strong">{formWords.ask.chosen(centre.name)}</span>}
          {kept !== undefined && <p className="problem">{formWords.ask.kept(kept)}</p>}
          {!asked && onAsk && kept === undefined && (
            <button type="button" onClick={() => onAsk(centre.id)}>
              {formWords.ask.choose(centre.name)}
            </button>
          )}
        </div>
      )}
    </MatchRow>
  );
}

const VALID_MS = 2 * 3_600_000;

interface DirectProps {
  match: Match;
  incidentId: string;
  onActed: () => void;
}

/** One's own are sent, ships hailed, without asking another State. Nobody has promised a time. */
function Direct({ match, incidentId, onActed }: DirectProps) {
  const acting = useActing(incidentId) && match.ship_id === null;
  const coordinates = useMay("coordinator") || acting;
  const watches = useMay("watch_officer", "coordinator");
  const { busy, error, act } = useAct();
  const [done, setDone] = useState(false);
  const held = useHeldFocus<HTMLDivElement>();
  const { asset_id, ship_id } = match;
  if (ship_id ? !watches : !coordinates) return null;
  const send = () =>
    act(
      (key) =>
        ship_id
          ? write(key, "POST", "/api/incidents/{incident_id}/ships", {
              path: { incident_id: incidentId },
              body: { id: key, ship_id },
            })
          : write(key, "POST", "/api/incidents/{incident_id}/offers", {
              path: { incident_id: incidentId },
              body: {
                id: key,
                items: [{ asset_id: asset_id ?? "" }],
                valid_until: new Date(nowMs() + VALID_MS).toISOString(),
                accept: true,
              },
            }),
      () => {
        setDone(true);
        onActed();
      },
    );
  return (
    <div className="row" {...held}>
      <Trouble error={error} />
      {acting && !done && <ActingLine />}
      {done ? (
        <span className="good" role="status">
          {ship_id ? formWords.ask.hailDone : formWords.ask.ownDone}
        </span>
      ) : (
        <button type="button" disabled={busy} onClick={send}>
          {ship_id ? formWords.ask.hail : formWords.ask.sendOwn}
        </button>
      )}
      {ship_id && !done && <Vouching match={match} onActed={onActed} />}
    </div>
  );
}
