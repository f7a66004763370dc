/** The candidates for a case: a few lines on its lead's screen before anybody has asked for them. */

import "./could-come.css";
import { useEffect, useState } from "react";
import type { FirstUnit, FullIncident, Match } from "@/api/types";
import { uuid7 } from "@/api/uuid7";
import { useTypeName } from "@/data/asset-types";
import type { Fetched } from "@/data/fetched";
import { minutes, utc } from "@/geo/format";
import { couldCome as said } from "@/i18n/en-one-word";
import { formWords } from "@/i18n/form-words";
import { helpWords } from "@/i18n/help-words";
import { alikeOf } from "@/state/alike";
import { askFor, isCovered, peopleThen, saidNeed, whatFirst } from "@/state/case-need";
import { gravestOnTime } from "@/state/grave-remark";
import { useMay, useMe, useNow } from "@/state/hooks";
import { whyKept } from "@/state/kept-from";
import { pointsAt, useHovered } from "@/state/pointing";
import { matchId, soonest } from "@/state/scene";
import { type Shift, useShifts } from "@/state/shifts";
import { AsOf } from "@/ui/as-of";
import { needText } from "@/ui/coverage";
import { useKey } from "@/ui/keys";
import { Moved } from "@/ui/match";
import { noTimeText } from "@/ui/no-time";
import { soonestOf, whyLaterThoughNearer } from "@/ui/not-soonest";
import { PartyTag } from "@/ui/party";
import { Trouble } from "@/ui/trouble";
import { whyNone, whyNotAtOnce } from "./not-at-once";

interface Props {
  incident: FullIncident;
  found: Fetched<FirstUnit | null>;
}

export default function CouldCome({ incident, found }: Props) {
  const watches = useMay("watch_officer", "coordinator");
  const [unfolded, setUnfolded] = useState(false);
  const { value, error, busy } = found;
  const atMs = Date.parse(value?.as_of ?? "") || 0;
  const best = value?.best ?? [];
  const alike = alikeOf(best);
  const first = soonestOf(best);
  const forAll = gravestOnTime(alike.shared);
  const shifts = useShifts(JSON.stringify(value?.need ?? null), best, atMs);
  const covered = value !== null && isCovered(value);
  const placed = incident.datum !== null;
  const shown = placed && (!covered || unfolded);
  const need = value && saidNeed(value.need, whatFirst(value, incident), incident.people);
  const then = value && peopleThen(value, incident);
  const asks = watches && shown;
  useEffect(() => {
    soonest.set(shown && value ? { incidentId: incident.id, best: value.best } : null);
    return () => soonest.set(null);
  }, [incident.id, shown, value]);
  const ask = () => askFor(incident.id, need, uuid7());
  useKey("enter", asks ? ask : null);
  return (
    <section className="stack tight" aria-label={formWords.ask.matches} aria-busy={placed && busy}>
      <div className="row apart">
        <h2>{formWords.ask.matches}</h2>
        <span className="row">
          {covered && (
            <button type="button" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
              {unfolded ? said.hide : said.show}
            </button>
          )}
          {asks && (
            <button type="button" className="main" onClick={ask}>
              {formWords.ask.title} <kbd>↵</kbd>
            </button>
          )}
        </span>
      </div>
      {!placed && (
        <p className="alert strong">
          {said.noPlace} {watches && <kbd>R</kbd>}
        </p>
      )}
      {placed && !value && busy && <p role="status">{formWords.ask.matching}</p>}
      {placed && !value && <Trouble error={error} />}
      {covered && value && <p className="good">{coveredText(value)}</p>}
      {shown && value && need && (
        <>
          <p>
            {said.for(needText(need))} {said.ground[value.ground]}
          </p>
          {then && (
            <p className="row">
              <span>{said.afterwards(needText(then))}</span>
              {asks && (
                <button type="button" onClick={() => askFor(incident.id, then, uuid7())}>
                  {said.askThen}
                </button>
              )}
            </p>
          )}
          {best.length === 0 && <p className="alert">{whyNone(value.totals_by_verdict)}</p>}
          {forAll && <p>{forAll.sentence}</p>}
          <ol className="could-come">
            {best.map((match, index) => (
              <Line
                key={matchId(match)}
                place={index + 1}
                match={match}
                remark={gravestOnTime(alike.own(match))?.sentence ?? null}
                later={whyLaterThoughNearer(match, first)}
                shift={shifts.of(match)}
                kept={whyKept(incident, match.party ?? "") !== undefined}
                withoutMeans={value.without_means.includes(matchId(match))}
              />
            ))}
          </ol>
          <AsOf atMs={atMs} error={error} />
        </>
      )}
    </section>
  );
}

function coveredText({ tasked, people }: FirstUnit): string {
  const { units, room, at_least } = tasked;
  const wanted = helpWords.need.count(people.quantity, people.unit);
  return said.covered(units, at_least ? said.atLeast(room) : String(room), wanted);
}

interface LineProps {
  place: number;
  match: Match;
  /** The gravest on its time, where it is not told of all. */
  remark: string | null;
  /** The reason why it is not the soonest, where it is nearer. */
  later: string | null;
  shift: Shift | null;
  /** The case is kept from its party. */
  kept: boolean;
  /** Nothing is known by which it lifts people out of the water. */
  withoutMeans: boolean;
}

function Line({ place, match, remark, later, shift, kept, withoutMeans }: LineProps) {
  const thing = match.ship_id ? "ship" : "asset";
  const id = matchId(match);
  const pointed = useHovered(thing) === id;
  const now = useNow(60_000);
  const { party } = useMe();
  const typeName = useTypeName(match.type);
  const { time, band_minutes, capacity, room_known } = match;
  const me = useMe();
  const why = whyNotAtOnce(match, me.party);
  return (
    <li className={pointed ? "pointed" : undefined} {...pointsAt(thing, id)}>
      <span className="muted">{place}</span>
      <span className="who">
        <PartyTag code={match.party} /> <strong>{match.name}</strong>{" "}
        <span className="muted">{typeName}</span>
      </span>
      <strong className="span">{time && minutes(time.total_minutes)}</strong>
      <span className="terms row">
        <span>
          {time
            ? formWords.makeOffer.expects(utc(Date.parse(time.eta_at), now))
            : noTimeText(match, party)}
        </span>
        {band_minutes && (
          <abbr title={formWords.match.bandName}>
            {formWords.match.band(minutes(band_minutes.p10), minutes(band_minutes.p90))}
          </abbr>
        )}
        {capacity > 0 && (
          <span className={room_known ? "muted" : "distress"}>
            {room_known ? formWords.match.takes(capacity) : formWords.match.roomUnknown}
          </span>
        )}
        <span className={why ? "tag alert" : "tag good"}>{why ?? said.atOnce}</span>
        {withoutMeans && <span className="alert">{said.withoutMeans}</span>}
        {kept && <span className="tag distress">{said.kept}</span>}
        {shift && <Moved {...shift} />}
      </span>
      {later && <span className="terms">{later}</span>}
      {remark && <span className="terms">{remark}</span>}
    </li>
  );
}
