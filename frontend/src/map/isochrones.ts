/** Isochrones about the open case: fetched when wanted, anew when the case changes. */

import { api, unwrap } from "@/api/client";
import type { Isochrones } from "@/api/types";
import { minutes } from "@/geo/format";
import { following, nowMs } from "@/state/desk";
import { opened } from "@/state/pointing";
import { createStore } from "@/state/store";
import { shown } from "./shown";

export const REACH_MINUTES = [30, 60, 120, 240] as const;
/** A drifting datum is asked about anew so often, in the platform's time. */
const STALE_MS = 10 * 60_000;

type LineProperties = Isochrones["features"][number]["properties"];

/** The name of a line: its minutes, or the miles at which the reach of its class ends. */
export const lineName = ({ minutes: span, nm, is_cut }: LineProperties): string =>
  is_cut ? `${Math.round(nm)} nm` : minutes(span);

export interface Reach {
  readonly incidentId: string;
  readonly found: Isochrones;
}

/** Null: none wanted, not there yet, or there can be none. */
export const reach = createStore<Reach | null>(null);

interface Asked {
  readonly incidentId: string;
  readonly touched: number;
  readonly atMs: number;
}

/** Whether what was asked is no answer to what is wanted now. */
export function isOld(asked: Asked | null, wanted: Asked): boolean {
  return (
    asked?.incidentId !== wanted.incidentId ||
    asked.touched !== wanted.touched ||
    wanted.atMs - asked.atMs > STALE_MS
  );
}

/** Begin; returns how to end. */
export function followReach(): () => void {
  let asked: Asked | null = null;

  function wanted(): Asked | null {
    const open = opened.get();
    if (open?.thing !== "incident" || !shown.get().reach) return null;
    const { picture, touched } = following.get();
    const incident = picture.incident.get(open.id);
    if (incident?.view !== "full" || !incident.datum) return null;
    return { incidentId: open.id, touched: touched.get(open.id) ?? 0, atMs: nowMs() };
  }

  async function look(): Promise<void> {
    const next = wanted();
    if (!next) {
      asked = null;
      reach.set(null);
      return;
    }
    if (!isOld(asked, next)) return;
    if (reach.get()?.incidentId !== next.incidentId) reach.set(null);
    asked = next;
    const { incidentId } = next;
    try {
      const found = await unwrap(
        api.GET("/api/incidents/{incident_id}/isochrones", {
          params: { path: { incident_id: incidentId }, query: { minutes: REACH_MINUTES.join() } },
        }),
      );
      if (asked === next) reach.set({ incidentId, found });
    } catch {
      // Without lines the map says less, not wrong; the next change of the case asks again.
      if (asked === next) reach.set(null);
    }
  }

  const ends = [opened, shown, following].map((store) => store.subscribe(() => void look()));
  const timer = setInterval(() => void look(), 30_000);
  void look();
  return () => {
    clearInterval(timer);
    for (const end of ends) end();
  };
}
