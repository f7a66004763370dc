/** The centres whose regions a case touches, and those told of it, in one list. Pure. */

import type { Addressee, FullIncident, TouchedRegion } from "@/api/types";
import type { Picture } from "@/state/picture";

export interface Knows {
  readonly party: string;
  /** The centre; null where only the party is known to know. */
  readonly centreId: string | null;
  /** Of the centre; "" where only the party is known to know. */
  readonly name: string;
  readonly touch: TouchedRegion["touch"] | null;
  /** Null: nobody has told it. */
  readonly sinceMs: number | null;
  /** The reason why it is not to be told; null: it may be. */
  readonly keptFrom: string | null;
  /** The time at which its party ceased to lead; null: it leads, or never did. */
  readonly ledUntilMs: number | null;
}

/** The regions first, then whoever was addressed or is involved beside them, or is not to be told. */
export function whoKnows(
  incident: FullIncident,
  regions: readonly TouchedRegion[],
  picture: Picture,
): Knows[] {
  const led = new Map(incident.involved.map(({ party, led_until }) => [party, led_until]));
  return knowers(incident, regions, picture).map((one) => {
    const until = led.get(one.party);
    return { ...one, ledUntilMs: until ? Date.parse(until) : null };
  });
}

function knowers(
  incident: FullIncident,
  regions: readonly TouchedRegion[],
  picture: Picture,
): Omit<Knows, "ledUntilMs">[] {
  const addressed = addressedOf(incident.id, picture);
  const kept = new Map(incident.kept_from.map(({ party, reason }) => [party, reason]));
  const holders = regions.map(({ centre, touch, told_at }) => ({
    party: centre.party,
    centreId: centre.id,
    name: centre.name,
    touch,
    sinceMs: told_at ? Date.parse(told_at) : (toldAt(addressed.get(centre.id)) ?? null),
    keptFrom: kept.get(centre.party) ?? null,
  }));
  const known = new Set(regions.map(({ centre }) => centre.id));
  const asked = [...addressed.values()]
    .filter(({ centre }) => !known.has(centre.id))
    .map((one) => ({
      party: one.centre.party,
      centreId: one.centre.id,
      name: one.centre.name,
      touch: null,
      sinceMs: toldAt(one) ?? null,
      keptFrom: null,
    }));
  const named = new Set([...holders, ...asked].map(({ party }) => party));
  const others = incident.involved
    .filter(({ party }) => !named.has(party))
    .map(({ party, since }) => ({
      party,
      centreId: null,
      name: "",
      touch: null,
      sinceMs: Date.parse(since),
      keptFrom: null,
    }));
  const elsewhere = incident.kept_from
    .filter(({ party }) => party !== "" && !named.has(party))
    .map(({ party, reason }) => ({
      party,
      centreId: null,
      name: "",
      touch: null,
      sinceMs: null,
      keptFrom: reason,
    }));
  return [...holders, ...asked, ...others, ...elsewhere];
}

/** The time at which an addressed centre was reached: one that is only listed, by voice alone. */
function toldAt(addressee: Addressee | undefined): number | undefined {
  if (!addressee) return undefined;
  const at = addressee.centre.listed ? addressee.voice[0]?.at : addressee.sent_at;
  return at ? Date.parse(at) : undefined;
}

function addressedOf(incidentId: string, picture: Picture): Map<string, Addressee> {
  const found = new Map<string, Addressee>();
  for (const request of picture.request.values()) {
    if (request.incident_id !== incidentId || request.state === "draft") continue;
    for (const one of request.addressees) {
      const before = toldAt(found.get(one.centre.id)) ?? Number.POSITIVE_INFINITY;
      if (!found.has(one.centre.id) || (toldAt(one) ?? before) < before)
        found.set(one.centre.id, one);
    }
  }
  return found;
}
