/** The register of assets as rows: looked through, sorted. Pure. */

import type { Asset, Deployment, Position } from "@/api/types";
import { isActive } from "./scene";

export interface FleetRow {
  readonly id: string;
  readonly asset: Asset;
  /** The time of its position, in milliseconds; null when none is known here. */
  readonly heardMs: number | null;
  readonly work: Deployment | null;
}

export interface Looking {
  readonly text: string;
  /** A party's code; empty: any. */
  readonly party: string;
  readonly kind: string;
  readonly readiness: string;
}

export type FleetColumn = "name" | "party" | "type" | "readiness" | "base" | "heard" | "task";

const READINESS = ["available", "limited", "unavailable", "maintenance"];
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

export function fleetOf(
  assets: ReadonlyMap<string, Asset>,
  positions: ReadonlyMap<string, Position>,
  deployments: ReadonlyMap<string, Deployment>,
): FleetRow[] {
  const works = new Map<string, Deployment>();
  for (const work of deployments.values()) {
    if (work.asset_id && isActive(work)) works.set(work.asset_id, work);
  }
  return [...assets.values()]
    .filter(({ retired_at }) => !retired_at)
    .map((asset) => {
      const at = positions.get(asset.id)?.at;
      const heardMs = at ? Date.parse(at) : null;
      return { id: asset.id, asset, heardMs, work: works.get(asset.id) ?? null };
    });
}

export function lookedFor(rows: readonly FleetRow[], looking: Looking): FleetRow[] {
  const words = looking.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ asset }) => {
    if (looking.party && asset.party !== looking.party) return false;
    if (looking.kind && asset.kind !== looking.kind) return false;
    if (looking.readiness && asset.readiness !== looking.readiness) return false;
    if (words.length === 0) return true;
    const { name, type, callsign, base_name, mmsi, icao24, tracker_id } = asset;
    const said = [name, type, callsign, base_name, mmsi, icao24, tracker_id]
      .join(" ")
      .toLowerCase();
    return words.every((word) => said.includes(word));
  });
}

/** By the column; equal ones by name. A row without a value comes last in either direction. */
export function sorted(rows: readonly FleetRow[], by: FleetColumn, down: boolean): FleetRow[] {
  const sign = down ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [valueIn(one, by), valueIn(other, by)];
    const missing = Number(a === null) - Number(b === null);
    if (missing) return missing;
    return sign * compared(a, b) || collator.compare(one.asset.name, other.asset.name);
  });
}

function compared(a: string | number | null, b: string | number | null): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return collator.compare(String(a ?? ""), String(b ?? ""));
}

function valueIn({ asset, heardMs, work }: FleetRow, by: FleetColumn): string | number | null {
  switch (by) {
    case "name":
      return asset.name;
    case "party":
      return asset.party;
    case "type":
      return asset.type;
    case "readiness":
      return asset.readiness ? READINESS.indexOf(asset.readiness) : null;
    case "base":
      return asset.base_name || null;
    case "heard":
      return heardMs;
    case "task":
      return work?.state ?? null;
  }
}
