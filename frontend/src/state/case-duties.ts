/** Duties that a case itself brings: new, worsened, to lead, to ask for, of one event. Pure. */

import { TRAITS } from "@/api/traits";
import type { FullIncident, Phase } from "@/api/types";
import { type Duty, MINUTE_MS } from "./alarms";
import { assessmentDuties } from "./assessment-duties";
import { mutes } from "./mutings";
import { ownerKnows } from "./owner-knows";
import type { Picture } from "./picture";
import { shipsToAsk } from "./ships-to-ask";
import { isSplit } from "./smc";

export const PHASES: readonly Phase[] = ["distress", "alert", "uncertainty"];

/** So long an authority has to take the list of the missing and the dead (house figure). */
const LIST_MS = 6 * 60 * 60_000;

/** One person's word; until when a second is awaited. */
interface Awaiting {
  readonly at: string;
  readonly second_due_at: string | null;
}

/** By case, the phase in which this desk has seen it. */
export type KnownCases = Readonly<Record<string, Phase>>;

export const isGraver = (one: Phase, other: Phase) => PHASES.indexOf(one) < PHASES.indexOf(other);

/**
 * The time since which the case touches the party's region; null: it does not, or the party has to
 * do with it in another way too: then that rings, or somebody of the party has acted.
 */
export function newsSince(incident: FullIncident, party: string): string | null {
  if (incident.opened_by === party || incident.lead.party === party) return null;
  const own = incident.involved.find((one) => one.party === party);
  return own?.why?.length === 1 && own.why[0] === "region" ? own.since : null;
}

/** The first able unit of a case, as it was told at this desk last: whose, and in words. */
export interface FirstKnown {
  readonly party: string | null;
  readonly said: string;
}

export function caseDuties(
  picture: Picture,
  party: string,
  known: KnownCases | undefined,
  coordinates: boolean,
  nowMs: number,
  first?: ReadonlyMap<string, FirstKnown>,
): Duty[] {
  const duties: Duty[] = [];
  for (const incident of picture.incident.values()) {
    if (incident.view === "coarse") continue;
    const base = { path: `/incidents/${incident.id}`, incidentId: incident.id, dueMs: null };
    const owe = (kind: Duty["kind"], since: string, due: string | null = null, said?: string) =>
      duties.push({
        ...base,
        kind,
        sinceMs: Date.parse(since),
        dueMs: due === null ? null : Date.parse(due),
        said,
      });
    // Owed of a closed case too, which is in its lead's picture as long as it is.
    if (incident.lost_list?.due_at) {
      const dueMs = Date.parse(incident.lost_list.due_at);
      duties.push({ ...base, kind: "lost_list", sinceMs: dueMs - LIST_MS, dueMs });
    }
    // Closing it may be what a watch officer decided.
    const [acted] = coordinates ? incident.acted : [];
    if (acted) owe("acted", acted.at);
    if (incident.state === "closed") continue;
    for (const { from_centre, to_centre, proposed_at, answer_due_at } of incident.coordination) {
      if (to_centre.party === party) owe("coordinate", proposed_at);
      if (from_centre.party === party && answer_due_at)
        owe("lead_silent", proposed_at, answer_due_at);
    }
    for (const { from_centre, answered_at: at } of incident.declined)
      if (from_centre.party === party && at) owe("lead_declined", at);
    const news = known && newsOf(incident, party, known);
    if (news) {
      const lead = { party: incident.lead.party, incident_id: incident.id };
      const muted = newsSince(incident, party) !== null && !!mutes(picture, lead, party, nowMs);
      duties.push({ ...base, ...news, muted });
    }
    const awaits = ({ at, second_due_at: dueAt }: Awaiting) => owe("second", at, dueAt);
    for (const word of incident.sent_away) if (word.party === party && !word.alone) awaits(word);
    for (const word of incident.closed_as_this)
      if (incident.lead.party === party && !word.alone) awaits(word);
    const fewer = incident.fewer_on_board;
    if (fewer && !fewer.alone && incident.lead.party === party) awaits(fewer);
    const wish = incident.asked_to_suspend;
    if (wish && incident.state === "open" && incident.lead.party === party) awaits(wish);
    const closes = incident.asked_to_close;
    if (closes?.id && incident.lead.party === party) {
      if (closes.alone) owe("unseconded", closes.second_due_at ?? closes.at);
      else awaits(closes);
    }
    const smc = incident.smc_by_voice;
    if (smc) owe("smc_silent", smc.heard_at, smc.due_at);
    // A lead that is here is silent too: its contacts are alerted in vain, or nobody writes, nor
    // takes that up, while one's units work.
    const unheard =
      (incident.lead.party !== party && incident.lead_unreached?.since) ||
      incident.alarms.find(({ cause }) => cause === "lead_unheard")?.at;
    if (unheard) owe("smc_silent", unheard, unheard);
    const handed = incident.handover;
    if (handed?.next_due_at && handed.calls.party === party)
      owe("handed_over", handed.at, handed.next_due_at);
    if (incident.lead.party !== party) continue;
    for (const link of incident.links)
      if (link.asked) duties.push({ ...base, kind: "link", sinceMs: null });
    if (isSplit(incident.event)) owe("two_leads", incident.event.since);
    const { next_call_at: callAt, heard_suspended_at: newsAt, look_again_at: lookAt } = incident;
    if (callAt) owe("call_people", callAt, callAt);
    if (newsAt) owe("news", newsAt);
    if (incident.state === "suspended" && lookAt) owe("look_again", lookAt, lookAt);
    if (incident.coast && incident.state === "open") {
      const { warn_at: warnAt } = incident.coast;
      owe(isGraveNow(incident) ? "coast" : "coast_calm", warnAt, warnAt);
    }
    const askMs = shipsToAsk(incident, nowMs);
    if (askMs) duties.push({ ...base, kind: "ask_ships", sinceMs: askMs, dueMs: askMs });
    if (incident.unwritten) {
      const sinceMs = Date.parse(incident.unwritten.since);
      duties.push({ ...base, kind: "unwritten", sinceMs, dueMs: sinceMs + WRITTEN_WITHIN_MS });
    }
    for (const clocked of assessmentDuties(incident, nowMs)) duties.push({ ...base, ...clocked });
    const short = incident.alarms.find(({ cause }) => cause === "uncovered");
    if (short) owe("uncovered", short.at);
    const { untasked } = incident;
    const soonest = first?.get(incident.id);
    if (!untasked || ownerKnows(picture, incident.id, soonest?.party, nowMs)) continue;
    const dueAt = untasked.no_able?.again_at ?? untasked.due_at;
    owe("untasked", untasked.since, dueAt, soonest?.said);
  }
  return [...duties, ...uncovered(picture, party)];
}

/** As the server has it: so long after the last word it rings. */
const WRITTEN_WITHIN_MS = 30 * MINUTE_MS;

/** In distress, or suggested to be: then it sounds that land is near. */
const isGraveNow = ({ phase, assessment }: FullIncident) =>
  phase === "distress" || assessment?.suggestion.level === "distress";

function newsOf(incident: FullIncident, party: string, known: KnownCases) {
  const was = known[incident.id];
  if (was === undefined) {
    const since = newsSince(incident, party);
    return since && ({ kind: "new_case", sinceMs: Date.parse(since) } as const);
  }
  const worse = incident.lead.party !== party && isGraver(incident.phase, was);
  return worse && ({ kind: "worsened", sinceMs: Date.parse(incident.phase_at) } as const);
}

/** Own needs that were covered and are not, because of units that are gone. */
function uncovered(picture: Picture, party: string): Duty[] {
  const gone = [...picture.deployment.values()].flatMap((work) =>
    work.view === "full" && work.need_id && TRAITS[work.state].gone ? [work] : [],
  );
  if (gone.length === 0) return [];
  return [...picture.request.values()].flatMap((request) => {
    if (request.party !== party || request.state !== "open") return [];
    const since = request.needs.flatMap((need) => {
      const lost = gone.filter(({ need_id }) => need_id === need.id);
      const amount = lost.reduce(
        (sum, { quantity, persons }) => sum + (need.unit === "persons" ? persons : quantity),
        0,
      );
      const missing = need.withdrawn_at ? 0 : (need.coverage?.missing ?? 0);
      return missing > 0 && missing <= amount ? lost.map((one) => one.updated_at) : [];
    });
    if (since.length === 0) return [];
    const sinceMs = Math.max(...since.map((at) => Date.parse(at)));
    const path = `/requests/${request.id}`;
    return [
      { kind: "uncovered", path, incidentId: request.incident_id ?? null, sinceMs, dueMs: null },
    ];
  });
}
