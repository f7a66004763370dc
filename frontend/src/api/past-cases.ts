/** Reads of cases that are over. */

import { api, unwrap } from "./client";
import { everyPage } from "./every-page";
import type { Clearance, Deployment, Offer, Request } from "./types";

const PAGE = 200;

export interface OfCase {
  readonly requests: readonly Request[];
  readonly offers: readonly Offer[];
  readonly deployments: readonly Deployment[];
  readonly clearances: readonly Clearance[];
}

/** All that was asked, offered and done in a case, as far as the party may see it. */
export async function allOfCase(incident_id: string, signal: AbortSignal): Promise<OfCase> {
  const query = (cursor: string | null) => ({
    params: { query: { incident_id, limit: PAGE, ...(cursor && { cursor }) } },
    signal,
  });
  const [requests, offers, deployments, clearances] = await Promise.all([
    everyPage((cursor) => unwrap(api.GET("/api/requests", query(cursor)))),
    unwrap(
      api.GET("/api/incidents/{incident_id}/offers", { params: { path: { incident_id } }, signal }),
    ),
    everyPage((cursor) => unwrap(api.GET("/api/deployments", query(cursor)))),
    everyPage((cursor) => unwrap(api.GET("/api/clearances", query(cursor)))),
  ]);
  return { requests, offers, deployments, clearances };
}

/** A page of the closed cases, the latest first; those alone that are called so by `words`. */
export const readPastCases = (words: string, cursor: string | null, signal: AbortSignal) =>
  unwrap(
    api.GET("/api/incidents", {
      params: {
        query: {
          state: "closed",
          limit: 50,
          ...(words && { q: words }),
          ...(cursor && { cursor }),
        },
      },
      signal,
    }),
  );
