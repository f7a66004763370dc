/** The picture of a case that is over: its requests, offers, deployments and clearances, as read. */

import { useEffect } from "react";
import { allOfCase } from "@/api/past-cases";
import type { Deployment, Incident } from "@/api/types";
import { following } from "@/state/desk";
import { usePicture, useTouched } from "@/state/hooks";
import type { Picture } from "@/state/picture";
import { worksVersion } from "@/state/scene";
import { useStore } from "@/state/store";
import { useFetched } from "./fetched";

/** Null: not read yet, or not `past`. */
export function usePastPicture(incident: Incident | null, past: boolean): Picture | null {
  const live = usePicture();
  const id = past && incident?.view === "full" ? incident.id : "";
  const touched = `${useTouched(id)} ${id && worksVersion(live, id)}`;
  const { value } = useFetched(id, touched, async (signal) => (id ? allOfCase(id, signal) : null));
  useStepsTouch(id, value?.deployments ?? []);
  if (!value || !incident) return null;
  return {
    ...live,
    incident: new Map([...live.incident, [incident.id, incident]]),
    request: byId(value.requests),
    offer: byId(value.offers),
    deployment: byId(value.deployments),
    clearance: byId(value.clearances),
  };
}

/** A step of work that the picture does not hold is about that work alone: here it touches the case. */
function useStepsTouch(id: string, works: readonly Deployment[]) {
  const latest = useStore(following, ({ touched }) =>
    Math.max(0, ...works.map((work) => touched.get(work.id) ?? 0)),
  );
  const known = useTouched(id);
  useEffect(() => {
    if (!id || latest <= known) return;
    const state = following.get();
    following.set({ ...state, touched: new Map(state.touched).set(id, latest) });
  }, [id, latest, known]);
}

const byId = <T extends { id: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.id, row]));
