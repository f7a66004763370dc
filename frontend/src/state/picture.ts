/** The party's picture: a snapshot, and what entries have changed since. Pure. */

import type {
  Agreement,
  Asset,
  Centre,
  Clearance,
  Deployment,
  DistressReport,
  Entry,
  FuelPoint,
  Incident,
  Limit,
  Muting,
  Offer,
  Party,
  Request,
  Ship,
  Snapshot,
} from "@/api/types";

export interface Things {
  party: Party;
  centre: Centre;
  limit: Limit;
  agreement: Agreement;
  asset: Asset;
  fuel_point: FuelPoint;
  ship: Ship;
  incident: Incident;
  request: Request;
  offer: Offer;
  deployment: Deployment;
  clearance: Clearance;
  muting: Muting;
  distress_report: DistressReport;
}

export type Thing = keyof Things;

export type Picture = { readonly number: number } & {
  readonly [T in Thing]: ReadonlyMap<string, Things[T]>;
};

const THINGS = [
  "party",
  "centre",
  "limit",
  "agreement",
  "asset",
  "fuel_point",
  "ship",
  "incident",
  "request",
  "offer",
  "deployment",
  "clearance",
  "muting",
  "distress_report",
] as const satisfies readonly Thing[];

const pictured = (number: number, viewsOf: (thing: Thing) => readonly { id: string }[]) =>
  ({
    number,
    ...Object.fromEntries(
      THINGS.map((thing) => [thing, new Map(viewsOf(thing).map((view) => [view.id, view]))]),
    ),
  }) as Picture;

export const ofSnapshot = (snapshot: Snapshot): Picture =>
  pictured(snapshot.number, (thing) => snapshot[thing]);

export const NOTHING: Picture = pictured(0, () => []);

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
