/** The party's picture: a snapshot, and what entries have changed since. Pure. */

import type {
  Agreement,
  Asset,
  Centre,
  Clearance,
  Deployment,
  Entry,
  Incident,
  Offer,
  Party,
  Request,
  Ship,
  Snapshot,
} from "@/api/types";

export interface Things {
  party: Party;
  centre: Centre;
  agreement: Agreement;
  asset: Asset;
  ship: Ship;
  incident: Incident;
  request: Request;
  offer: Offer;
  deployment: Deployment;
  clearance: Clearance;
}

export type Thing = keyof Things;

export type Picture = { readonly number: number } & {
  readonly [T in Thing]: ReadonlyMap<string, Things[T]>;
};

const byId = <V extends { id: string }>(views: readonly V[]) =>
  new Map(views.map((view) => [view.id, view]));

export function ofSnapshot(snapshot: Snapshot): Picture {
  return {
    number: snapshot.number,
    party: byId(snapshot.party),
    centre: byId(snapshot.centre),
    agreement: byId(snapshot.agreement),
    asset: byId(snapshot.asset),
    ship: byId(snapshot.ship),
    incident: byId(snapshot.incident),
    request: byId(snapshot.request),
    offer: byId(snapshot.offer),
    deployment: byId(snapshot.deployment),
    clearance: byId(snapshot.clearance),
  };
}

export const NOTHING: Picture = {
  number: 0,
  party: new Map(),
  centre: new Map(),
  agreement: new Map(),
  asset: new Map(),
  ship: new Map(),
  incident: new Map(),
  request: new Map(),
  offer: new Map(),
  deployment: new Map(),
  clearance: new Map(),
};

/** The picture after one entry. A thing of a kind that is not known here is left out. */
export function after(picture: Picture, entry: Entry): Picture {
  const next: Record<string, unknown> = { ...picture, number: entry.number };
  for (const change of entry.changes ?? []) {
    const was = next[change.thing];
    if (!(was instanceof Map)) continue;
    const now = was === picture[change.thing as Thing] ? new Map(was) : was;
    if (change.value === null) now.delete(change.id);
    else now.set(change.id, change.value);
    next[change.thing] = now;
  }
  return next as Picture;
}
