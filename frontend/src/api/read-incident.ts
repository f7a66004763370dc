/** The read of one case, apart from those that the first view does without. */

import { api, unwrap } from "./client";

export const readIncident = (incident_id: string, signal: AbortSignal) =>
  unwrap(api.GET("/api/incidents/{incident_id}", { params: { path: { incident_id } }, signal }));
