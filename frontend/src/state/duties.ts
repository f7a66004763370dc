/** A party's duties: what rings or waits, the most urgent first. Pure. */

import { TRAITS } from "@/api/traits";
import type {
  Addressee,
  Agreement,
  AnswerLink,
  Clearance,
  Deployment,
  DistressReport,
  ExpectedTime,
  FullDeployment,
  Offer,
  Request,
} from "@/api/types";
import { byAlarm, type Duty, loudnessOf, MINUTE_MS } from "./alarms";
import { caseDuties, type FirstKnown, type KnownCases } from "./case-duties";
import { whyKept } from "./kept-from";
import { mutes } from "./mutings";
import { ringsNow } from "./offer-worth";
import { takesPeople } from "./owner-knows";
import type { Picture } from "./picture";
import { isAsking } from "./request-states";
import { isActive, isOfClosedCase } from "./scene";
import { spokenNo } from "./spoken";

/** The desk's knowledge beside the picture: the cases it has seen, and when units are expected. */
export interface DeskKnows {
  readonly cases?: KnownCases;
  readonly expected?: ReadonlyMap<string, ExpectedTime>;
  readonly first?: ReadonlyMap<string, FirstKnown>;
  /** A coordinator is at it. */
  readonly coordinates?: boolean;
  /** A negotiator is at it. */
  readonly negotiates?: boolean;
}

const ms = (at: string | null | undefined) => (at ? Date.parse(at) : null);

/** The own centres' lines in a request that is addressed to the party. */
export function ownAnswers(request: Request, party: string): Addressee[] {
  return request.addressees.filter((addressee) => addressee.centre.party === party);
}

/** Whether the request waits for this party to acknowledge or to answer. */
export function waitsFor(request: Request, party: string): "acknowledge" | "answer" | null {
  if (!isAsking(request) || request.party === party) return null;
  const states = ownAnswers(request, party).map((answer) => answer.state);
  if (states.includes("sent")) return "acknowledge";
  return states.includes("acknowledged") ? "answer" : null;
}

function ofRequest(request: Request, party: string, picture: Picture, nowMs: number): Duty[] {
  const base = { path: `/requests/${request.id}`, incidentId: request.incident_id ?? null };
  if (request.party === party) {
    const asking = isAsking(request);
    const incident = picture.incident.get(request.incident_id ?? "");
    // Whom the case is kept from is called no more, and gets no other link.
    const asked = request.addressees.filter(
      ({ centre }) => whyKept(incident, centre.party) === undefined,
    );
    return asked.flatMap((addressee) =>
      [
        ofAddressee(addressee, asking),
        asking ? ofLink(addressee.link) : null,
        whichStands(spokenNo(addressee, request.id, picture, nowMs)?.at),
      ].flatMap((duty) => (duty ? [{ ...base, ...duty }] : [])),
    );
  }
  const kind = waitsFor(request, party);
  if (kind === null) return [];
  const muted = mutes(picture, request, party, nowMs) !== undefined;
  return ownAnswers(request, party)
    .filter((answer) => answer.state === (kind === "acknowledge" ? "sent" : "acknowledged"))
    .map((answer) => ({
      ...base,
      kind,
      muted,
      dueMs: ms(kind === "acknowledge" ? answer.acknowledge_due_at : answer.answer_due_at),
      sinceMs: ms(answer.sent_at),
    }));
}

type Clocked = Pick<Duty, "kind" | "dueMs" | "sinceMs">;

/** Of an answer link that wrong codes have locked: to call, and to make another. */
function ofLink(link: AnswerLink | null): Clocked | null {
  return link?.locked_at ? { kind: "locked", dueMs: null, sinceMs: ms(link.locked_at) } : null;
}

/** Of a no by voice beside an offer that stands: to call, and ask which of them holds. */
const whichStands = (at: string | undefined): Clocked | null =>
  at ? { kind: "call", dueMs: ms(at), sinceMs: ms(at) } : null;

/** Of one's own request: to call who is silent, and to read who declines or offers by its link. */
function ofAddressee(addressee: Addressee, asking: boolean): Clocked | null {
  const { state, voice, centre } = addressee;
  const last = voice.at(-1);
  const byLink = last?.source === "link";
  const heard = last?.answer === "declined" && !last.claimed_by && !byLink;
  if (state === "offered" && asking && byLink && last?.answer === "offered") {
    return { kind: "offered", dueMs: null, sinceMs: ms(last.at) };
  }
  if (state === "declined" && asking && !heard) {
    return {
      kind: "declined",
      dueMs: null,
      sinceMs: ms(byLink ? last?.at : addressee.answered_at),
    };
  }
  const unread = state === "sent";
  const silent = unread
    ? addressee.overdue_at || centre.listed
    : state === "acknowledged" && addressee.answer_overdue_at;
  if (!asking || !silent) return null;
  const dueMs = ms(unread ? addressee.acknowledge_due_at : addressee.answer_due_at);
  return called({ kind: "call", dueMs, sinceMs: ms(addressee.sent_at) }, voice);
}

/** Without a figure of its own a call is tried again after so long. */
const TRY_AGAIN_MS = 10 * 60_000;

/** A call that nobody answered is due again after its whole time; one not needed is over. */
function called(
  duty: Clocked,
  voice: readonly { readonly answer: string; readonly at: string }[],
): Clocked | null {
  const last = voice.at(-1);
  if (last?.answer === "not_needed") return null;
  if (last?.answer !== "no_answer") return duty;
  const { dueMs, sinceMs } = duty;
  const triedMs = Date.parse(last.at);
  const span = dueMs !== null && sinceMs !== null ? dueMs - sinceMs : TRY_AGAIN_MS;
  return { ...duty, dueMs: triedMs + span, sinceMs: triedMs };
}

/** Duties of a clearance: the State's answer, and the asker's call where it says nothing. */
function ofClearance(clearance: Clearance, party: string, picture: Picture, nowMs: number): Duty[] {
  const { incident_id, link } = clearance;
  const isAsked = clearance.territory === party;
  const locked = clearance.party === party && CLEARANCE_ASKS.has(clearance.state);
  const base = {
    path: `/clearances/${clearance.id}`,
    // The State need not see the case.
    incidentId: incident_id && picture.incident.has(incident_id) ? incident_id : null,
    ...(isAsked && { muted: mutes(picture, clearance, party, nowMs) !== undefined }),
  };
  return [owed(clearance, party, picture), locked ? ofLink(link) : null].flatMap((duty) =>
    duty ? [{ ...duty, ...base }] : [],
  );
}

const CLEARANCE_ASKS = new Set(["asked", "acknowledged", "notified"]);

function owed(clearance: Clearance, party: string, picture: Picture): Clocked | null {
  const { state, acknowledge_due_at, answer_due_at, answered_at } = clearance;
  const unread = state === "asked" || state === "notified";
  const kind = kindOf(clearance, party, unread, picture);
  if (kind === null) return null;
  const clocked = answered_at ? null : unread ? acknowledge_due_at : answer_due_at;
  const duty: Clocked = {
    kind,
    dueMs: ms(clocked),
    sinceMs: ms(answered_at ?? clearance.asked_at),
  };
  return kind === "call" ? called(duty, clearance.voice) : duty;
}

/** Of a unit that is not at work any more, as far as it is seen. */
function isOver({ deployment_id }: Clearance, picture: Picture): boolean {
  const work = picture.deployment.get(deployment_id ?? "");
  return work !== undefined && !isActive(work);
}

function kindOf(
  clearance: Clearance,
  party: string,
  unread: boolean,
  picture: Picture,
): Duty["kind"] | null {
  const { state, territory, centre, overdue_at, answer_overdue_at } = clearance;
  const unsaid = unread || state === "acknowledged";
  if (territory === party) return unread ? "acknowledge" : unsaid ? "answer" : null;
  if (clearance.party !== party) return null;
  const incident = picture.incident.get(clearance.incident_id ?? "");
  if (unsaid && whyKept(incident, territory) !== undefined) return null;
  if (state === "refused" || state === "lapsed") {
    if (isOver(clearance, picture)) return null;
    return clearance.objection ? "objection" : state;
  }
  const silent = unread ? overdue_at || answer_overdue_at : unsaid && answer_overdue_at;
  return silent || (unsaid && centre.listed) ? "call" : null;
}

/** Whether nobody has decided the offer yet. */
export function isUndecided({ state }: Offer): boolean {
  return state === "offered" || state === "provisional";
}

/** Whether the offer waits for this party to decide. */
export function isToDecide(offer: Offer, party: string): boolean {
  return offer.to_party === party && offer.state === "offered";
}

/** Whether it is foreseen to come after what was promised or is needed, or is overdue. */
export function isLate({ state, late }: FullDeployment): boolean {
  return TRAITS[state].before_scene && late !== null;
}

/** A unit is told so long before it must leave for its fuel. */
const FUEL_TOLD_MS = 15 * MINUTE_MS;

/** Of a unit that is out: it owes a sign, or its fuel ends. A word on its way home is its owner's. */
function ofSigns({ state, name: said, unheard, must_leave_at }: FullDeployment, owns: boolean) {
  const at = (kind: Duty["kind"], dueMs: number) => ({ kind, dueMs, sinceMs: dueMs, said });
  const { moving, on_scene, homeward } = TRAITS[state];
  const kind = unheard?.why === "silent" ? "unit_silent" : "check_in";
  const tells = owns || !homeward || kind === "unit_silent";
  const leavesMs = moving || on_scene ? Date.parse(must_leave_at ?? "") : 0;
  return [
    at(kind, tells ? Date.parse(unheard?.due_at ?? "") : 0),
    at("fuel_low", leavesMs - FUEL_TOLD_MS),
  ].filter((duty) => duty.dueMs > 0);
}

/**
 * Duties of a deployment: signs that it owes and lateness, for its owner and the lead; help that is
 * gone, for the lead. A party that hailed a ship is told as the lead is.
 */
function ofWork(
  work: Deployment,
  party: string,
  time: ExpectedTime | undefined,
  picture: Picture,
  nowMs: number,
): Duty[] {
  const { incident_id: incidentId } = work;
  if (work.view !== "full" || !incidentId) return [];
  const base = { path: `/incidents/${incidentId}/answers`, incidentId, workId: work.id };
  const owns = work.party === party;
  const leads = work.lead_party === party || work.hailed_by === party;
  const signs = (owns || leads ? ofSigns(work, owns) : []).map((duty) => ({ ...base, ...duty }));
  const dueMs = Date.parse(work.hail_due_at ?? "");
  // Until then she is asked; afterwards that she is late is the lesser matter.
  if (leads && work.state === "hailed" && dueMs <= nowMs)
    return [{ ...base, kind: "hailed", dueMs, sinceMs: Date.parse(work.created_at) }];
  if ((leads || owns) && isLate(work)) {
    if (time?.why === "overdue") {
      return [
        ...signs,
        { ...base, kind: "overdue", dueMs: ms(time.was_at), sinceMs: ms(time.was_at) },
      ];
    }
    const dueMs = ms(work.promised_at ?? work.first_expected_at);
    return [...signs, { ...base, kind: "late", dueMs, sinceMs: null, expectedMs: ms(time?.at) }];
  }
  const gone = work.state === "unable" || (work.state === "recalled" && isElsewhere(work, picture));
  if (!leads || !gone || isMadeUp(work, picture)) return signs;
  const kind = work.state === "unable" ? "unable" : "recalled";
  return [...signs, { ...base, kind, dueMs: null, sinceMs: Date.parse(work.updated_at) }];
}

/** Whether another centre than the one that leads keeps the unit: also one of the same party. */
function isElsewhere(
  { party, lead_party, asset_id, incident_id }: FullDeployment,
  picture: Picture,
) {
  if (party !== lead_party) return true;
  const incident = picture.incident.get(incident_id ?? "");
  const lead = incident?.view === "full" ? incident.lead.id : null;
  return picture.asset.get(asset_id ?? "")?.centre_id !== lead;
}

/**
 * Help that is gone rings until it is made up for: another unit or ship that takes people aboard was
 * tasked since, its need is covered, or nobody is outstanding any more.
 */
function isMadeUp(gone: FullDeployment, picture: Picture): boolean {
  const incident = picture.incident.get(gone.incident_id ?? "");
  if (incident?.view === "full" && incident.people?.outstanding_max === 0) return true;
  const need = picture.request
    .get(gone.request_id ?? "")
    ?.needs.find(({ id }) => id === gone.need_id);
  if (need?.withdrawn_at || need?.coverage?.missing === 0) return true;
  const sinceMs = Date.parse(gone.updated_at);
  return [...picture.deployment.values()].some(
    (other) =>
      other.id !== gone.id &&
      other.view === "full" &&
      other.incident_id === gone.incident_id &&
      isActive(other) &&
      takesPeople(other) &&
      Date.parse(other.created_at) >= sinceMs,
  );
}

/**
 * Offers that wait for the party's decision: one duty a case, which rings where one of them is
 * sooner than what is tasked or fills a gap. It is silenced as one: more offers ring no more.
 */
function ofOffers(
  picture: Picture,
  party: string,
  nowMs: number,
  times: ReadonlyMap<string, ExpectedTime> | undefined,
): Duty[] {
  const found = new Map<string, Duty>();
  for (const offer of picture.offer.values()) {
    if (!isToDecide(offer, party) || Date.parse(offer.valid_until) <= nowMs) continue;
    const dueMs = Date.parse(offer.decide_due_at ?? offer.valid_until);
    const { incident_id: incidentId, request_id } = offer;
    const path = incidentId ? `/incidents/${incidentId}/answers` : `/requests/${request_id}`;
    const kind = ringsNow(offer, picture, times) ? "decide" : "weigh";
    const before = found.get(path);
    // What rings says of the rest that they wait; the first to be decided is due first.
    if (before?.kind === "decide" && kind === "weigh") continue;
    // A case's are silenced as one, whichever came first.
    const sinceMs = incidentId ? null : Date.parse(offer.created_at);
    if (before?.kind === kind && (before.dueMs ?? dueMs) <= dueMs) continue;
    found.set(path, { kind, dueMs, sinceMs, path, incidentId: incidentId ?? null });
  }
  return [...found.values()];
}

/** A proposed text whose clauses conflict with others, until they are mended or it is in force. */
function ofAgreement({ id, reference: said, versions }: Agreement): Duty[] {
  const known = versions.find(({ conflicts }) => conflicts)?.conflicts;
  if (!known) return [];
  const path = `/agreements/${id}`;
  return [
    { kind: "conflict", dueMs: null, sinceMs: ms(known.since), path, incidentId: null, said },
  ];
}

/** The minutes in which another party's centre is to take up what this one has heard. */
const TAKEN_UP = 5;
/** The minutes in which whoever has it says what it is. */
const SETTLED = 30;

/** A signal of distress at the party's centre, or one that it heard, or passed on, and another has
 * not taken up; taken up, it is silent for a while. */
function ofReport(report: DistressReport, party: string): Duty {
  const { id, centre, first_at, passed_at, taken_up_at, sender: said } = report;
  const sinceMs = Date.parse(passed_at ?? first_at);
  const heldMs = ms(taken_up_at);
  const own = centre.party === party;
  return {
    kind: own ? (heldMs ? "distress_held" : "distress_heard") : "distress_silent",
    dueMs: heldMs ? heldMs + SETTLED * MINUTE_MS : own ? null : sinceMs + TAKEN_UP * MINUTE_MS,
    sinceMs,
    path: `/signals/${id}`,
    incidentId: null,
    said,
  };
}

/** Everything the party owes or is to know, the most urgent first. */
export function dutiesOf(
  picture: Picture,
  party: string,
  nowMs: number,
  knows: DeskKnows = {},
): Duty[] {
  const duties = [...picture.request.values()].flatMap((request) =>
    ofRequest(request, party, picture, nowMs),
  );
  for (const report of picture.distress_report.values()) duties.push(ofReport(report, party));
  for (const clearance of picture.clearance.values()) {
    // The State need not see the case; its answer is owed all the same.
    if (clearance.territory !== party && isOfClosedCase(clearance, picture)) continue;
    duties.push(...ofClearance(clearance, party, picture, nowMs));
  }
  if (knows.negotiates) {
    for (const agreement of picture.agreement.values()) duties.push(...ofAgreement(agreement));
  }
  duties.push(...ofOffers(picture, party, nowMs, knows.expected));
  for (const work of picture.deployment.values()) {
    if (isOfClosedCase(work, picture)) continue;
    duties.push(...ofWork(work, party, knows.expected?.get(work.id), picture, nowMs));
  }
  duties.push(
    ...caseDuties(picture, party, knows.cases, knows.coordinates ?? false, nowMs, knows.first),
  );
  return duties.filter((duty) => loudnessOf(duty, nowMs) !== "record").sort(byAlarm(nowMs));
}
