/**
 * Tracks of units: fetched for the chosen one, or for all that work for the open case, then drawn
 * on as positions are heard. A ship's begins when the case is opened: nobody keeps one.
 */

import { api, unwrap } from "@/api/client";
import type { Position } from "@/api/types";
import { following, hearing, positions } from "@/state/desk";
import type { Picture } from "@/state/picture";
import { type Pointed, selected } from "@/state/pointing";
import { deploymentsOf } from "@/state/scene";
import { createStore } from "@/state/store";

export const tracks = createStore<ReadonlyMap<string, readonly Position[]>>(new Map());

/** Units whose tracks are shown with what is chosen, by their ids. */
export function trackedOf(
  picture: Picture,
  chosen: Pointed | null,
): ReadonlyMap<string, "asset" | "ship"> {
  if (chosen?.thing === "asset") return new Map([[chosen.id, "asset"]]);
  if (chosen?.thing !== "incident") return new Map();
  const found = new Map<string, "asset" | "ship">();
  for (const { asset_id, ship_id } of deploymentsOf(picture, chosen.id)) {
    if (asset_id) found.set(asset_id, "asset");
    else if (ship_id) found.set(ship_id, "ship");
  }
  return found;
}

/** Begin; returns how to end. */
export function followTracks(): () => void {
  let wanted: ReadonlyMap<string, "asset" | "ship"> = new Map();
  /** Asked for once, as long as it is wanted. */
  let asked = new Set<string>();
  let seen: readonly unknown[] = [];
  let returns = hearing.get().returns ?? 0;

  async function fetchTrack(id: string): Promise<void> {
    try {
      const track = await unwrap(
        api.GET("/api/assets/{asset_id}/track", { params: { path: { asset_id: id } } }),
      );
      if (wanted.has(id)) tracks.set(new Map([...tracks.get(), [id, track.positions]]));
    } catch {
      // A track that may not be seen, or does not come, is not drawn: the position itself is.
    }
  }

  function onChosen(): void {
    const { picture } = following.get();
    const now = [selected.get(), picture.deployment];
    if (now.every((part, n) => part === seen[n])) return;
    seen = now;
    wanted = trackedOf(picture, selected.get());
    asked = new Set([...asked].filter((id) => wanted.has(id)));
    const known = tracks.get();
    const kept = [...known].filter(([id]) => wanted.has(id));
    const begun = [...wanted].filter(([id, thing]) => thing === "ship" && !known.has(id));
    if (kept.length < known.size || begun.length > 0) {
      tracks.set(new Map([...kept, ...begun.map(([id]) => [id, []] as const)]));
    }
    for (const [id, thing] of wanted) {
      if (thing === "ship" || asked.has(id)) continue;
      asked.add(id);
      void fetchTrack(id);
    }
  }

  /** A track has the positions that were missed while there was no line. */
  function onHearing(): void {
    const now = hearing.get().returns ?? 0;
    if (now === returns) return;
    returns = now;
    seen = [];
    asked = new Set();
    onChosen();
  }

  const ends = [
    hearing.subscribe(onHearing),
    selected.subscribe(onChosen),
    following.subscribe(onChosen),
    positions.subscribe(onPositions),
  ];
  onChosen();
  return () => {
    wanted = new Map();
    for (const end of ends) end();
  };
}

function onPositions(): void {
  const known = tracks.get();
  const longer = [...known].flatMap(([id, track]) => {
    const fix = positions.get().get(id);
    const last = track.at(-1);
    const newer = fix && (!last || Date.parse(fix.at) > Date.parse(last.at));
    return newer ? [[id, [...track, fix]] as const] : [];
  });
  if (longer.length > 0) tracks.set(new Map([...known, ...longer]));
}
