/** Proposals and offers not decided yet, with the page on which each is decided. Pure. */

import type { FullIncident } from "@/api/types";
import { isUndecided } from "@/state/duties";
import type { Picture } from "@/state/picture";

export interface Pending {
  readonly kind: "lead" | "link" | "divert" | "offer" | "close";
  /** The case, or what else it is about. */
  readonly about: string;
  /** The centre or party that asks or offers. */
  readonly from: string;
  /** The centre or party that is to answer. */
  readonly to: string;
  /** Whether this party is to answer. */
  readonly ours: boolean;
  readonly sinceMs: number | null;
  readonly path: string;
}

/** Proposals that are not answered yet, those that wait for this party first, then the oldest. */
export function pendingOf(picture: Picture, party: string, nowMs: number): Pending[] {
  const found = [
    ...[...picture.incident.values()].flatMap((incident) =>
      incident.view === "full" ? ofCase(incident, party) : [],
    ),
    ...ofUnits(picture, party),
    ...ofOffers(picture, party, nowMs),
  ];
  return found.sort(
    (one, other) =>
      Number(other.ours) - Number(one.ours) || (one.sinceMs ?? 0) - (other.sinceMs ?? 0),
  );
}

function ofCase(incident: FullIncident, party: string): Pending[] {
  const path = `/incidents/${incident.id}`;
  const base = { about: incident.reference, path };
  const leads: Pending[] = incident.coordination.map((proposal) => ({
    ...base,
    kind: "lead",
    from: proposal.from_centre.name,
    to: proposal.to_centre.name,
    ours: proposal.to_centre.party === party,
    sinceMs: Date.parse(proposal.proposed_at),
  }));
  const links: Pending[] = incident.links
    .filter(({ state }) => state === "proposed")
    .map(({ party: other, asked }) => ({
      ...base,
      kind: "link",
      from: asked ? other : incident.lead.name,
      to: asked ? incident.lead.name : other,
      ours: asked && incident.lead.party === party,
      sinceMs: null,
    }));
  const closes: Pending[] = incident.asked_to_close
    ? [
        {
          ...base,
          kind: "close",
          from: incident.lead.name,
          to: incident.lead.name,
          ours: incident.lead.party === party,
          sinceMs: Date.parse(incident.asked_to_close.at),
        },
      ]
    : [];
  return [...leads, ...links, ...closes];
}

function ofUnits(picture: Picture, party: string): Pending[] {
  return [...picture.deployment.values()].flatMap((work) =>
    work.view === "full" && work.divert
      ? [
          {
            kind: "divert" as const,
            about: work.name,
            from: work.lead_party,
            to: work.party ?? work.lead_party,
            ours: work.party === party,
            sinceMs: null,
            path: `/incidents/${work.incident_id}/answers`,
          },
        ]
      : [],
  );
}

/** An offer whose time is over waits for nobody, recorded or not. */
function ofOffers(picture: Picture, party: string, nowMs: number): Pending[] {
  return [...picture.offer.values()]
    .filter(
      (offer) =>
        isUndecided(offer) && !(offer.valid_until && Date.parse(offer.valid_until) <= nowMs),
    )
    .map((offer) => ({
      kind: "offer" as const,
      about: offer.items.map(({ name }) => name).join(", "),
      from: offer.party,
      to: offer.to_party,
      ours: offer.to_party === party && offer.state === "offered",
      sinceMs: Date.parse(offer.created_at),
      path: offer.request_id
        ? `/requests/${offer.request_id}`
        : `/incidents/${offer.incident_id}/answers`,
    }));
}
