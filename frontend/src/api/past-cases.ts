/** Reads of cases that are over. */

import { api, cursorOf, unwrap } from "./client";
import type { Clearance, Deployment, Offer, Request } from "./types";

const PAGE = 200;

interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | null;
}

/** Every row of a list, page by page. */
async function all<T>(read: (cursor: string | null) => Promise<Page<T>>): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await read(cursor);
    rows.push(...page.items);
    cursor = cursorOf(page.next);
  } while (cursor);
  return rows;
}

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
    all((cursor) => unwrap(api.GET("/api/requests", query(cursor)))),
    unwrap(
      api.GET("/api/incidents/{incident_id}/offers", { params: { path: { incident_id } }, signal }),
    ),
    all((cursor) => unwrap(api.GET("/api/deployments", query(cursor)))),
    all((cursor) => unwrap(api.GET("/api/clearances", query(cursor)))),
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
