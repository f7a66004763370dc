/** Where units have been: fetched for the one that is chosen, then drawn on as it is heard. */

import { api, told } from "@/api/client";
import type { Position } from "@/api/types";
import { positions } from "@/state/desk";
import { selected } from "@/state/pointing";
import { createStore } from "@/state/store";

export const tracks = createStore<ReadonlyMap<string, readonly Position[]>>(new Map());

async function fetchTrack(id: string): Promise<void> {
  try {
    const track = await told(
      api.GET("/api/assets/{asset_id}/track", { params: { path: { asset_id: id } } }),
    );
    if (selected.get()?.id === id) tracks.set(new Map([[id, track.positions]]));
  } catch {
    // A track that may not be seen, or does not come, is not drawn: the position itself is.
  }
}

function onSelected(): void {
  const chosen = selected.get();
  if (chosen?.thing !== "asset") {
    if (tracks.get().size > 0) tracks.set(new Map());
  } else if (!tracks.get().has(chosen.id)) {
    void fetchTrack(chosen.id);
  }
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

/** Begin; returns how to end. */
export function followTracks(): () => void {
  const ends = [selected.subscribe(onSelected), positions.subscribe(onPositions)];
  return () => {
    for (const end of ends) end();
  };
}
