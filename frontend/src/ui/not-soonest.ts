/** The reason why a candidate is not the soonest, in one line. Pure. */

import type { Match } from "@/api/types";
import { minutes } from "@/geo/format";
import { notSoonest as said } from "@/i18n/en-not-soonest";
import { isRefused } from "@/state/asking";
import { type Candidates, matchId, type Soonest } from "@/state/scene";
import { noTimeText } from "./no-time";
import { verdictText } from "./verdict";

/** Spans and ways that round to nothing are no reason. */
const SHORT = 0.5;

type Time = NonNullable<Match["time"]>;
type Timed = Match & { readonly time: Time };

/** The candidate that could be there first; null: of none a time is known. */
export function soonestOf(matches: readonly Match[]): Timed | null {
  const timed = matches.filter((match): match is Timed => match.time !== null && !isRefused(match));
  const [first, ...others] = timed;
  return others.reduce<Timed | null>(
    (best, one) => (best && best.time.total_minutes <= one.time.total_minutes ? best : one),
    first ?? null,
  );
}

/** Of one that could come later than the soonest: how much, and by what; null: it comes as soon. */
export function whyLater(match: Match, soonest: Timed | null): string | null {
  if (!soonest || !match.time || isRefused(match) || matchId(match) === matchId(soonest))
    return null;
  const later = match.time.total_minutes - soonest.time.total_minutes;
  if (later < SHORT) return null;
  return said.later(minutes(later), soonest.name, reasonsOf(match, match.time, soonest).join(", "));
}

/** The same where it is nearer than the soonest, of whom the map would make one expect otherwise. */
export function whyLaterThoughNearer(match: Match, soonest: Timed | null): string | null {
  const nearer = (match.way_nm ?? Infinity) < (soonest?.way_nm ?? 0) - SHORT;
  return nearer ? whyLater(match, soonest) : null;
}

/** Each part of its time that is longer than the soonest's, in the order of what happens. */
function reasonsOf(match: Match, time: Time, soonest: Timed): string[] {
  const more = (part: "notice_minutes" | "wait_minutes" | "hold_minutes" | "transit_minutes") =>
    time[part] - soonest.time[part] >= SHORT;
  const notice = minutes(time.notice_minutes);
  const found: string[] = [];
  if (more("notice_minutes"))
    found.push(match.carrier ? said.carried(match.carrier.name, notice) : said.notice(notice));
  if (more("wait_minutes")) found.push(said.drift(minutes(time.wait_minutes)));
  if (more("transit_minutes")) found.push(...reasonsOfWay(match, time, soonest));
  if (more("hold_minutes")) found.push(said.clearance(minutes(time.hold_minutes)));
  return found;
}

function reasonsOfWay(match: Match, time: Time, soonest: Timed): string[] {
  const farther = (match.way_nm ?? 0) - (soonest.way_nm ?? 0);
  const code = (wanted: string) => match.reasons.find((reason) => reason.code === wanted);
  const wind = code("wind_on_way")?.params;
  return [
    farther >= SHORT ? said.farther(farther) : said.slower(minutes(time.transit_minutes)),
    ...(wind && Number(wind.over_ground_kn) < Number(wind.airspeed_kn) ? [said.headwind] : []),
    ...(code("slowed_by_sea") ? [said.sea] : []),
    ...(code("refuels_on_the_way") ? [said.fuel] : []),
  ];
}

/** The line on the card of a unit while it is listed, or could be; null: nothing is listed, or it is
 * at work there already. */
export function placeInList(
  id: string,
  listed: { readonly candidates: Candidates | null; readonly soonest: Soonest | null },
  reader: string,
): string | null {
  const matches = listed.candidates?.matches.items ?? listed.soonest?.best ?? [];
  const first = soonestOf(matches);
  const match = matches.find((one) => matchId(one) === id);
  if (!match) return first && !listed.candidates ? said.notShown : null;
  if (isRefused(match)) return said.refused(verdictText(match, reader), whyRefused(match));
  if (!match.time) return said.noTime(noTimeText(match, reader));
  return match === first ? said.soonest : whyLater(match, first);
}

function whyRefused({ reasons, would_make_eligible: remedies }: Match): string {
  const help = remedies.map(({ sentence }) => sentence).join(" ");
  return help ? said.wouldHelp(help) : (reasons[0]?.sentence ?? "");
}
