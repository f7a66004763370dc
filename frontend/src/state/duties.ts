/** A party's duties by when they are due, and the order of incidents. Pure. */

import { TRAITS } from "@/api/machines";
import type {
  Addressee,
  Clearance,
  Deployment,
  FullDeployment,
  Incident,
  Offer,
  Phase,
  Request,
} from "@/api/types";
import type { Picture } from "./picture";
import { isActive } from "./scene";

export interface Duty {
  readonly kind:
    | "acknowledge"
    | "answer"
    | "decide"
    | "coordinate"
    | "link"
    | "call"
    | "late"
    | "refused"
    | "lapsed"
    | "recalled";
  /** The time by which it should be done; null: it has no clock. */
  readonly dueMs: number | null;
  readonly sinceMs: number | null;
  /** The address of the page on which it is done. */
  readonly path: string;
  readonly incidentId: string | null;
}

const ms = (at: string | null | undefined) => (at ? Date.parse(at) : null);

const ASKING = new Set(["open", "filled"]);

/** The own centres' lines in a request that is addressed to the party. */
export function ownAnswers(request: Request, party: string): Addressee[] {
  return request.addressees.filter((addressee) => addressee.centre.party === party);
}

/** Whether the request waits for this party to acknowledge or to answer. */
export function waitsFor(request: Request, party: string): "acknowledge" | "answer" | null {
  if (!ASKING.has(request.state) || request.party === party) return null;
  const states = ownAnswers(request, party).map((answer) => answer.state);
  if (states.includes("sent")) return "acknowledge";
  return states.includes("acknowledged") ? "answer" : null;
}

function ofRequest(request: Request, party: string): Duty[] {
  const base = { path: `/requests/${request.id}`, incidentId: request.incident_id ?? null };
  if (request.party === party) {
    const silent = request.addressees.filter(
      (addressee) =>
        ASKING.has(request.state) &&
        addressee.state === "sent" &&
        (addressee.overdue_at || addressee.centre.listed),
    );
    return silent.map((addressee) => ({
      ...base,
      kind: "call",
      dueMs: ms(addressee.acknowledge_due_at),
      sinceMs: ms(addressee.sent_at),
    }));
  }
  const kind = waitsFor(request, party);
  if (kind === null) return [];
  return ownAnswers(request, party)
    .filter((answer) => answer.state === (kind === "acknowledge" ? "sent" : "acknowledged"))
    .map((answer) => ({
      ...base,
      kind,
      dueMs: ms(kind === "acknowledge" ? answer.acknowledge_due_at : answer.answer_due_at),
      sinceMs: ms(answer.sent_at),
    }));
}

/** Duties of a clearance: the State's answer, and the asker's call where it says nothing. */
function ofClearance(clearance: Clearance, party: string, picture: Picture): Duty[] {
  const { state, acknowledge_due_at, answer_due_at, incident_id } = clearance;
  const unread = state === "asked" || state === "notified";
  const kind = kindOf(clearance, party, unread, picture);
  if (kind === null) return [];
  const clocked =
    kind === "refused" || kind === "lapsed" ? null : unread ? acknowledge_due_at : answer_due_at;
  return [
    {
      kind,
      dueMs: ms(clocked),
      sinceMs: ms(clearance.asked_at),
      path: `/clearances/${clearance.id}`,
      // The State need not see the case.
      incidentId: incident_id && picture.incident.has(incident_id) ? incident_id : null,
    },
  ];
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
  if (state === "refused" || state === "lapsed") return isOver(clearance, picture) ? null : state;
  const silent = unread ? overdue_at || answer_overdue_at : unsaid && answer_overdue_at;
  return silent || (unsaid && centre.listed) ? "call" : null;
}

/** Whether the offer waits for this party to decide. */
export function isToDecide(offer: Offer, party: string): boolean {
  return offer.to_party === party && offer.state === "offered";
}

/** Whether it is foreseen to come after what was promised or is needed, or is overdue. */
export function isLate({ state, late }: FullDeployment): boolean {
  return TRAITS[state].before_scene && late !== null;
}

/** So long a lead has to see that help which it counted on is gone. */
const GONE_MS = 30 * 60_000;

/** Duties of a deployment: lateness for its owner and lead, help that is gone for its lead. */
function ofWork(work: Deployment, party: string, nowMs: number): Duty[] {
  const { incident_id: incidentId } = work;
  if (work.view !== "full" || !incidentId) return [];
  const base = { path: `/incidents/${incidentId}/answers`, incidentId };
  const leads = work.lead_party === party;
  if ((leads || work.party === party) && isLate(work)) {
    const dueMs = ms(work.promised_at ?? work.first_expected_at);
    return [{ ...base, kind: "late", dueMs, sinceMs: null }];
  }
  const goneMs = Date.parse(work.updated_at);
  const gone = leads && work.party !== party && work.state === "recalled";
  if (!gone || nowMs - goneMs > GONE_MS) return [];
  return [{ ...base, kind: "recalled", dueMs: null, sinceMs: goneMs }];
}

const RINGING: ReadonlySet<Duty["kind"]> = new Set<Duty["kind"]>([
  "acknowledge",
  "decide",
  "late",
  "refused",
  "lapsed",
  "recalled",
]);

/** Whether it cannot wait to be looked for; of calls those that are overdue. */
export function rings({ kind, dueMs }: Duty, nowMs: number): boolean {
  return RINGING.has(kind) || (kind === "call" && dueMs !== null && dueMs <= nowMs);
}

/** Everything the party owes, what is due first in front. */
export function dutiesOf(picture: Picture, party: string, nowMs: number): Duty[] {
  const duties = [...picture.request.values()].flatMap((request) => ofRequest(request, party));
  for (const clearance of picture.clearance.values())
    duties.push(...ofClearance(clearance, party, picture));
  for (const offer of picture.offer.values()) {
    const expired = Date.parse(offer.valid_until) <= nowMs;
    if (!isToDecide(offer, party) || expired) continue;
    const path = offer.request_id ? `/requests/${offer.request_id}` : null;
    duties.push({
      kind: "decide",
      dueMs: Date.parse(offer.valid_until),
      sinceMs: Date.parse(offer.created_at),
      path: path ?? `/incidents/${offer.incident_id}/answers`,
      incidentId: offer.incident_id ?? null,
    });
  }
  for (const incident of picture.incident.values()) {
    if (incident.view === "coarse") continue;
    for (const proposal of incident.coordination) {
      if (proposal.to_centre.party !== party) continue;
      duties.push({
        kind: "coordinate",
        dueMs: null,
        sinceMs: Date.parse(proposal.proposed_at),
        path: `/incidents/${incident.id}`,
        incidentId: incident.id,
      });
    }
  }
  for (const incident of picture.incident.values()) {
    if (incident.view === "coarse" || incident.lead.party !== party) continue;
    for (const link of incident.links) {
      if (!link.asked) continue;
      const path = `/incidents/${incident.id}`;
      duties.push({ kind: "link", dueMs: null, sinceMs: null, path, incidentId: incident.id });
    }
  }
  for (const work of picture.deployment.values()) duties.push(...ofWork(work, party, nowMs));
  return duties.sort(byDue);
}

/** Earliest first; what has no clock waits longest. */
function byDue(one: Duty, other: Duty): number {
  return (one.dueMs ?? Number.MAX_VALUE) - (other.dueMs ?? Number.MAX_VALUE);
}

const PHASES: readonly Phase[] = ["distress", "alert", "uncertainty"];

export interface Urgent {
  readonly incident: Incident;
  readonly duty: Duty | null;
}

/** Incidents that are not closed: by phase, then by the duty that runs out, then the newest. */
export function byUrgency(picture: Picture, duties: readonly Duty[]): Urgent[] {
  return [...picture.incident.values()]
    .filter((incident) => incident.state !== "closed")
    .map((incident) => ({
      incident,
      duty: duties.find((duty) => duty.incidentId === incident.id) ?? null,
    }))
    .sort(
      (one, other) =>
        rank(one.incident) - rank(other.incident) ||
        (one.duty?.dueMs ?? Number.MAX_VALUE) - (other.duty?.dueMs ?? Number.MAX_VALUE) ||
        (one.incident.id < other.incident.id ? 1 : -1),
    );
}

function rank(incident: Incident): number {
  const suspended = incident.state === "suspended" ? PHASES.length : 0;
  return suspended + PHASES.indexOf(incident.phase);
}
