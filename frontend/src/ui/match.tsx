/** One candidate: rank, time in parts and band, the verdict in words, and every reason. */

import "./match.css";
import type { ReactNode } from "react";
import type { Match } from "@/api/types";
import { useTypeName } from "@/data/asset-types";
import { minutes, utc } from "@/geo/format";
import { vesselStatus } from "@/i18n/en-unit-states";
import { formWords } from "@/i18n/form-words";
import { mapWords } from "@/i18n/picture-words";
import type { Reason } from "@/state/alike";
import { isRefused } from "@/state/asking";
import { useMe } from "@/state/hooks";
import { pointsAt, useHovered } from "@/state/pointing";
import type { Shift } from "@/state/shifts";
import { noTimeText } from "./no-time";
import { PartyTag } from "./party";
import { verdictText } from "./verdict";

/** A wait that rounds to no minute is not told. */
const SHORT_MINUTES = 0.5;

/** The reasons that tell a doubt of the place that its time is reckoned from, or of a later one. */
const DOUBTS_OF_PLACE: ReadonlySet<string> = new Set(["position_doubted", "position_suspect"]);

const TONE: Record<Match["verdict"], string> = {
  allowed: "good",
  hail: "good",
  after_notice: "alert",
  entry_to_be_asked: "alert",
  may_be_asked: "alert",
  not_suited: "muted",
  not_available: "muted",
  not_permitted: "distress",
};

interface Props {
  match: Match;
  picked?: boolean;
  shift?: Shift | null;
  /** The reasons that are told here, where some are told for all candidates. */
  reasons?: readonly Reason[];
  /** The reason why it is not the soonest, where it is nearer. */
  later?: string | null;
  /** The acts on it. */
  children?: ReactNode;
}

export function MatchRow({ match, picked, shift, reasons, later, children }: Props) {
  const thing = match.ship_id ? "ship" : "asset";
  const id = match.asset_id ?? match.ship_id ?? "";
  const pointed = useHovered(thing) === id;
  const me = useMe();
  const typeName = useTypeName(match.type);
  const { time, band_minutes } = match;
  return (
    <li
      className={["card", picked ? "picked" : "", pointed ? "pointed" : ""].join(" ")}
      {...pointsAt(thing, id)}
    >
      <div className="apart-top">
        <span>
          {match.rank !== null && <strong className="muted">{match.rank} </strong>}
          <PartyTag code={match.party} /> <strong>{match.name}</strong>{" "}
          <span className="muted">
            {match.heard ? formWords.match.heardType(match.heard.type_words) : typeName}
            {match.party === me.party && ` · ${formWords.match.own}`}
          </span>
        </span>
        {time && <strong className="big">{minutes(time.total_minutes)}</strong>}
      </div>
      <div className="row">
        <span className={`tag ${TONE[match.verdict]}`}>{verdictText(match, me.party)}</span>
        {match.reasons.some(({ code }) => code === "ship_doubted") && (
          <span className="tag alert">{formWords.match.doubted}</span>
        )}
        {match.heard && <span className="tag alert">{formWords.match.heardOnly}</span>}
        {match.reasons.some(({ code }) => DOUBTS_OF_PLACE.has(code)) && (
          <span className="tag alert">{mapWords.doubted}</span>
        )}
        {match.heard?.status && match.reasons.some(({ code }) => code === "status_by_ais") && (
          <span className="tag alert">{vesselStatus[match.heard.status]}</span>
        )}
        {match.fuel_stops.length > 0 && <span className="tag">{formWords.match.takesFuel}</span>}
        {band_minutes && (
          <abbr title={formWords.match.bandName}>
            {formWords.match.band(minutes(band_minutes.p10), minutes(band_minutes.p90))}
          </abbr>
        )}
        {shift && <Moved {...shift} />}
        <span className="muted">{facts(match, me.party)}</span>
      </div>
      {later && <p>{later}</p>}
      <Reasons reasons={reasons ?? match.reasons} />
      {isRefused(match) && match.would_make_eligible.length > 0 && (
        <p>
          <strong>{formWords.ask.wouldHelp}</strong>{" "}
          {match.would_make_eligible.map((remedy) => remedy.sentence).join(" ")}
        </p>
      )}
      {children}
    </li>
  );
}

/** Each with what it rests on. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul>
      {reasons.map((reason) => (
        <li key={reason.code + reason.sentence}>
          {reason.sentence} <Basis basis={reason.basis} />
        </li>
      ))}
    </ul>
  );
}

/** Later or sooner than it was shown at first. */
export function Moved({ minutes: shift, sinceMs }: Shift) {
  const { later, sooner } = formWords.match;
  return (
    <span className={shift > 0 ? "tag alert" : "tag good"}>
      {(shift > 0 ? later : sooner)(minutes(Math.abs(shift)), utc(sinceMs))}
    </span>
  );
}

/** The parts of the time, how long it stays, how many it takes. */
function facts(match: Match, own: string): string {
  const { time, capacity, on_scene_minutes, room_known } = match;
  const { stays: known, staysByTank } = formWords.match;
  const stays = isTankAssumed(match) ? staysByTank : known;
  return [
    time ? parts(match, time) : !isRefused(match) && noTimeText(match, own),
    on_scene_minutes !== null && stays(minutes(on_scene_minutes)),
    capacity > 0 && (room_known ? formWords.match.takes(capacity) : formWords.match.roomUnknown),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** It is under way, and what is left in its tank is not known. */
const isTankAssumed = ({ reasons }: Match) =>
  reasons.some(({ code }) => code === "full_tank_assumed");

/** The parts that add up to the time, in the order of what happens; short waits are left out. */
function parts({ way_nm }: Match, time: NonNullable<Match["time"]>): string {
  const { notice_minutes, wait_minutes, hold_minutes, transit_minutes } = time;
  const said = formWords.match;
  const nm = way_nm === null ? "" : said.nm(way_nm);
  return said.parts([
    said.notice(minutes(notice_minutes)),
    ...(wait_minutes < SHORT_MINUTES ? [] : [said.waits(minutes(wait_minutes))]),
    said.way(minutes(transit_minutes), nm),
    ...(hold_minutes < SHORT_MINUTES ? [] : [said.clearance(minutes(hold_minutes))]),
  ]);
}

function Basis({ basis }: { basis: Match["reasons"][number]["basis"] }) {
  if (!basis) return null;
  const name = basis.agreement
    ? `${basis.article ?? ""} ${basis.agreement}${basis.version ? ` v${basis.version}` : ""}`
    : basis.instrument;
  if (!name) return null;
  return (
    <span className="muted">
      ({name.trim()}, {formWords.match.binds[basis.binds]})
    </span>
  );
}
