/** The match list of a need that is being typed; asked a moment after the typing stops. */

import { useEffect, useState } from "react";
import { matchNeed } from "@/api/requests";
import type { Matches } from "@/api/types";
import type { Fetched } from "@/data/fetched";
import { useRefreshed } from "@/data/refreshed";
import { type NeedDraft, needOf } from "@/state/asking";
import { nowMs } from "@/state/desk";
import { usePicture } from "@/state/hooks";
import { candidates } from "@/state/scene";

const PAUSE_MS = 400;
const MOST = 200;

export function useMatches(incidentId: string, need: NeedDraft): Fetched<Matches | null> {
  const picture = usePicture();
  const typed = JSON.stringify({ ...need, what: "" });
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const { asset, ship, deployment, clearance, agreement } = picture;
  const basis = [picture.incident.get(incidentId), asset, ship, deployment, clearance, agreement];
  const fetched = useRefreshed(incidentId, settled, basis, async (signal) => {
    const body = needOf(JSON.parse(settled) as NeedDraft, nowMs());
    return body ? matchNeed({ incident_id: incidentId, need: body, limit: MOST }, signal) : null;
  });
  const { value } = fetched;
  useEffect(() => {
    candidates.set(value ? { incidentId, matches: value } : null);
    return () => candidates.set(null);
  }, [incidentId, value]);
  return fetched;
}
