/**
 * Reads the vessels off the air in view: when the map has come to rest, and every 15 seconds while
 * the page is seen. They are no part of the live picture: a view has a few hundred signs at most,
 * however many ships are heard.
 */

import type { Map as GlMap } from "maplibre-gl";
import { api, unwrap } from "@/api/client";
import { watched } from "./assemble";
import { viewportOf } from "./engine";
import { vesselsHeard, vesselTrack } from "./vessels-heard";

export const EVERY_S = 15;
/** Moves that follow one another are asked about once. */
const SETTLE_MS = 250;
/** Signs that are drawn one by one in a view; above that they are gathered. */
const SINGLE_AT_MOST = 500;
/** Nothing is drawn any more that could not be read again for so long. */
const DROPPED_AFTER_MS = 5 * 60_000;

/** Begin; returns how to end. */
export function followVessels(map: GlMap): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let asking: AbortController | null = null;
  let readMs = Date.now();
  let ended = false;

  function plan(inMs: number): void {
    clearTimeout(timer ?? undefined);
    timer = ended || document.hidden ? null : setTimeout(() => void read(), inMs);
  }

  async function read(): Promise<void> {
    asking?.abort();
    const stop = new AbortController();
    asking = stop;
    const bbox = watched(viewportOf(map), 0)
      .map((deg) => deg.toFixed(5))
      .join();
    try {
      const found = await unwrap(
        api.GET("/api/vessels/on-map", {
          params: { query: { bbox, limit: SINGLE_AT_MOST } },
          signal: stop.signal,
        }),
      );
      if (stop.signal.aborted) return;
      readMs = Date.now();
      vesselsHeard.set({ found, behind: false, failed: false });
    } catch {
      if (stop.signal.aborted) return;
      fail();
    }
    plan(EVERY_S * 1_000);
  }

  function fail(): void {
    const known = vesselsHeard.get()?.found ?? null;
    const kept = known && Date.now() - readMs < DROPPED_AFTER_MS ? known : NOTHING;
    vesselsHeard.set({ found: kept, behind: true, failed: true });
  }

  function onMoved(): void {
    asking?.abort();
    const known = vesselsHeard.get();
    if (known && !known.behind) vesselsHeard.set({ ...known, behind: true });
    plan(SETTLE_MS);
  }

  const onVisible = () => plan(0);
  map.on("moveend", onMoved);
  document.addEventListener("visibilitychange", onVisible);
  plan(0);
  return () => {
    ended = true;
    asking?.abort();
    clearTimeout(timer ?? undefined);
    map.off("moveend", onMoved);
    document.removeEventListener("visibilitychange", onVisible);
    vesselsHeard.set(null);
    vesselTrack.set(null);
  };
}

const NOTHING = { at: "", latest_at: null, number: 0, items: [], clusters: [] };
