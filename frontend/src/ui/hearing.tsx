/** The signs of a unit at work: what is overdue of it, its last word, and its fuel. */

import type { Deployment, FullDeployment } from "@/api/types";
import { minutes, utc } from "@/geo/format";
import { hearing as said } from "@/i18n/en-hearing";
import { isFollowed } from "@/state/followed";

export function Hearing({ work, now }: { work: Deployment; now: number }) {
  if (work.view !== "full" || !isFollowed(work)) return null;
  const { unheard, heard_at, report_minutes, voice_minutes, check_in_minutes } = work;
  const time = (at: string) => utc(Date.parse(at), now);
  return (
    <>
      {unheard && <strong className="distress">{missing(unheard, time)}</strong>}
      <small className="muted">
        {heard_at && !unheard && `${said.heard(time(heard_at))} `}
        {check_in_minutes !== null && said.word(minutes(check_in_minutes))}
        {check_in_minutes === null &&
          report_minutes !== null &&
          voice_minutes !== null &&
          said.positions(minutes(report_minutes)) + said.orWord(minutes(voice_minutes))}
      </small>
      <Fuel work={work} time={time} now={now} />
    </>
  );
}

type Time = (at: string) => string;

function missing(unheard: NonNullable<FullDeployment["unheard"]>, time: Time): string {
  const { why, position_at, heard_at } = unheard;
  const word = heard_at ? time(heard_at) : "";
  if (why === "silent" && position_at) return said.silent(time(position_at), word);
  return word ? said.checkIn(word) : said.neverHeard;
}

/** The minutes before it must leave in which that is red. */
const SOON_MS = 15 * 60_000;

function Fuel({ work, time, now }: { work: FullDeployment; time: Time; now: number }) {
  const { fuel, must_leave_at: leaves } = work;
  const crew = fuel ? ([minutes(fuel.minutes), time(fuel.said_at)] as const) : null;
  if (!leaves) return crew && <small className="muted">{said.noHome(...crew)}</small>;
  const soon = Date.parse(leaves) - now <= SOON_MS;
  const home = fuel?.home_minutes ? said.home(minutes(fuel.home_minutes)) : "";
  return (
    <span>
      <span className={soon ? "distress strong" : ""}>{said.leaves(time(leaves))}</span>{" "}
      <small className="muted">({crew ? said.byCrew(...crew) + home : said.byTank})</small>
    </span>
  );
}
