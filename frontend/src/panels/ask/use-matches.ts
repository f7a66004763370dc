/** The match list of a need that is being typed; asked a moment after the typing stops. */

import { useEffect, useState } from "react";
import { matchNeed } from "@/api/requests";
import type { Matches, Point, Situation } from "@/api/types";
import type { Fetched } from "@/data/fetched";
import { useRefreshed } from "@/data/refreshed";
import { type NeedDraft, needOf } from "@/state/asking";
import { nowMs } from "@/state/desk";
import { usePicture } from "@/state/hooks";
import { candidates } from "@/state/scene";

const PAUSE_MS = 400;
const MOST = 200;

interface Settled {
  readonly about: AskedFor | null;
  readonly need: NeedDraft;
}

/** The place of what is asked for: a case's, or one by itself; null: none is told. */
export type AskedFor =
  | { readonly incident_id: string }
  | { readonly place: Point; readonly situation: Situation };

export function useMatches(about: AskedFor | null, need: NeedDraft): Fetched<Matches | null> {
  const picture = usePicture();
  const typed = JSON.stringify({ about, need: { ...need, what: "" } });
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const { asset, ship, deployment, clearance, agreement } = picture;
  const incidentId = about && "incident_id" in about ? about.incident_id : "";
  const basis = [picture.incident.get(incidentId), asset, ship, deployment, clearance, agreement];
  const fetched = useRefreshed(incidentId, settled, basis, async (signal) => {
    const asked: Settled = JSON.parse(settled);
    const need = needOf(asked.need, nowMs());
    return need && asked.about ? matchNeed({ ...asked.about, need, limit: MOST }, signal) : null;
  });
  const { value } = fetched;
  useEffect(() => {
    candidates.set(value ? { incidentId, matches: value } : null);
    return () => candidates.set(null);
  }, [incidentId, value]);
  return fetched;
}
