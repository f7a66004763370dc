/** A case's events in order, from its history, its log and the picture. Pure. */

import type { FullIncident, History, LogLine } from "@/api/types";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";
import type { Picture } from "./picture";

export interface Happening {
  readonly id: string;
  readonly atMs: number;
  readonly text: string;
  readonly party: string | null;
  /** A line of the log rather than a fact that the platform knows. */
  readonly line: boolean;
  /** Kept to the own party. */
  readonly own: boolean;
}

const fact = (id: string, at: string, text: string, party: string | null): Happening => ({
  id,
  atMs: Date.parse(at),
  text,
  party,
  line: false,
  own: false,
});

function ofHistory({ phases, datums, coordination }: History): Happening[] {
  return [
    ...phases.map((phase) =>
      fact(
        phase.id,
        phase.at,
        formWords.timeline.phase(words.phase[phase.phase], phase.reason),
        phase.by_party,
      ),
    ),
    ...datums.map((datum) =>
      fact(
        datum.id,
        datum.set_at,
        formWords.timeline.datum(`${datum.position} ±${datum.uncertainty_nm} nm`, datum.reason),
        datum.by_party,
      ),
    ),
    ...coordination.map((asked) =>
      fact(
        asked.id,
        asked.answered_at ?? asked.proposed_at,
        formWords.timeline.lead(
          words.office[asked.office],
          asked.to_centre.name,
          asked.state,
          asked.answer_reason || asked.reason,
        ),
        asked.from_centre.party,
      ),
    ),
  ];
}

function ofPicture(picture: Picture, incidentId: string): Happening[] {
  const happened: Happening[] = [];
  for (const request of picture.request.values()) {
    if (request.incident_id !== incidentId) continue;
    if (request.opened_at) {
      const to = request.addressees.map((addressee) => addressee.centre.name).join(", ");
      happened.push(
        fact(
          request.id,
          request.opened_at,
          formWords.timeline.asked(request.reference, to),
          request.party,
        ),
      );
    }
    for (const { centre, acknowledged_at, answered_at, state, reason } of request.addressees) {
      const id = `${request.id} ${centre.id}`;
      if (acknowledged_at) {
        const text = formWords.timeline.acknowledged(centre.name, request.reference);
        happened.push(fact(`${id} heard`, acknowledged_at, text, centre.party));
      }
      if (answered_at && state === "declined") {
        const text = formWords.timeline.declined(centre.name, request.reference, reason);
        happened.push(fact(`${id} answer`, answered_at, text, centre.party));
      }
    }
  }
  for (const offer of picture.offer.values()) {
    if (offer.incident_id !== incidentId) continue;
    const what = offer.items.map((item) => item.name).join(", ");
    happened.push(
      fact(offer.id, offer.created_at, formWords.timeline.offered(offer.party, what), offer.party),
    );
    if (offer.decided_at) {
      const text = formWords.timeline.decided(what, words.offerState[offer.state], offer.reason);
      happened.push(fact(`${offer.id} decided`, offer.decided_at, text, offer.to_party));
    }
  }
  for (const clearance of picture.clearance.values()) {
    if (clearance.incident_id !== incidentId) continue;
    const { id, name, territory, state, asked_at, answered_at } = clearance;
    const { clearanceAsked, clearanceNotified, clearanceSaid } = formWords.timeline;
    const text = (clearance.mode === "notify" ? clearanceNotified : clearanceAsked)(
      name,
      territory,
    );
    happened.push(fact(id, asked_at, text, clearance.party));
    if (!answered_at) continue;
    const more = clearance.reason || clearance.conditions;
    const said = clearanceSaid(name, territory, formWords.clearance.state[state], more);
    happened.push(fact(`${id} said`, answered_at, said, territory));
  }
  for (const work of picture.deployment.values()) {
    if (work.view !== "full" || work.incident_id !== incidentId || !work.arrived_at) continue;
    happened.push(
      fact(`${work.id} there`, work.arrived_at, formWords.timeline.arrived(work.name), work.party),
    );
  }
  return happened;
}

function ofLog(lines: readonly LogLine[]): Happening[] {
  return lines.map((line) => ({
    id: line.id,
    atMs: Date.parse(line.at),
    text: line.text,
    party: line.by_party,
    line: true,
    own: line.own,
  }));
}

/** The latest first. */
export function timelineOf(
  incident: FullIncident,
  picture: Picture,
  history: History | null,
  lines: readonly LogLine[],
): Happening[] {
  return [
    fact(
      `${incident.id} opened`,
      incident.opened_at,
      formWords.timeline.opened,
      incident.opened_by,
    ),
    ...(history ? ofHistory(history) : []),
    ...ofPicture(picture, incident.id),
    ...ofLog(lines),
  ].sort((one, other) => other.atMs - one.atMs || (one.id < other.id ? 1 : -1));
}
