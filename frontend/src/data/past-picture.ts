/** The picture of a case that is over: its requests, offers, deployments and clearances, as read. */

import { allOfCase } from "@/api/past-cases";
import type { Incident } from "@/api/types";
import { usePicture, useTouched } from "@/state/hooks";
import type { Picture } from "@/state/picture";
import { worksVersion } from "@/state/scene";
import { useFetched } from "./fetched";

/** Null: not read yet, or not `past`. */
export function usePastPicture(incident: Incident | null, past: boolean): Picture | null {
  const live = usePicture();
  const id = past && incident?.view === "full" ? incident.id : "";
  const touched = `${useTouched(id)} ${id && worksVersion(live, id)}`;
  const { value } = useFetched(id, touched, async (signal) => (id ? allOfCase(id, signal) : null));
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

const byId = <T extends { id: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.id, row]));
