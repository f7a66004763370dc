/** Own units that are at readiness, at no work, and take people aboard. Pure. */

import type { Asset, AssetType, Deployment } from "@/api/types";
import { isActive } from "./scene";

export function idleAble(
  assets: Iterable<Asset>,
  works: Iterable<Deployment>,
  types: ReadonlyMap<string, Pick<AssetType, "kind" | "recovery">>,
): Asset[] {
  const busy = new Set([...works].filter(isActive).map(({ asset_id }) => asset_id));
  return [...assets].filter((one) => {
    const type = types.get(one.type);
    const takes = one.kind === "vessel" || (type?.recovery.length ?? 0) > 0;
    return (
      one.own && !one.retired_at && one.readiness === "available" && takes && !busy.has(one.id)
    );
  });
}
