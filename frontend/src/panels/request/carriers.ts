/** Carriers of an offer's items: offered along, unless they are at work there. Pure. */

import type { OfferBody } from "@/api/types";
import type { Picture } from "@/state/picture";
import { isActive } from "@/state/scene";

type Item = OfferBody["items"][number];

/** The assets that are bound to the case already. */
export function workingAt(picture: Picture, incidentId: string | null): ReadonlySet<string> {
  const ids = [...picture.deployment.values()].flatMap((work) =>
    work.asset_id && work.incident_id === incidentId && isActive(work) ? [work.asset_id] : [],
  );
  return new Set(ids);
}

/** A carrier counts for no need of its own, and is there when what it carries is. */
export function withCarriers(items: readonly Item[], atWork: ReadonlySet<string>): Item[] {
  const going = new Set([...atWork, ...items.map(({ asset_id }) => asset_id)]);
  const along: Item[] = [];
  for (const { carrier_asset_id, promised_at } of items) {
    if (!carrier_asset_id || going.has(carrier_asset_id)) continue;
    going.add(carrier_asset_id);
    along.push({ asset_id: carrier_asset_id, ...(promised_at && { promised_at }) });
  }
  return [...items, ...along];
}
