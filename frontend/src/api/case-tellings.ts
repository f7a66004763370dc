/** A case as it was, and who was told what of it. */

import { api, unwrap } from "./client";
import type { Telling, Tellings } from "./types";

const PAGE = 500;

/** The case as one's own party saw it at an instant. */
export const readCaseThen = (id: string, at: string, signal: AbortSignal) =>
  unwrap(
    api.GET("/api/incidents/{incident_id}/as-of", {
      params: { path: { incident_id: id }, query: { at } },
      signal,
    }),
  );

/** All facts that one's own party was told of a case, the oldest first, and whether these were. */
export async function readTellings(
  id: string,
  party: readonly string[],
  signal: AbortSignal,
): Promise<Tellings> {
  const found: Telling[] = [];
  let since = 0;
  for (;;) {
    const page = await unwrap(
      api.GET("/api/incidents/{incident_id}/tellings", {
        params: {
          path: { incident_id: id },
          query: { since, limit: PAGE, ...(party.length > 0 && { party: [...party] }) },
        },
        signal,
      }),
    );
    found.push(...page.entries);
    const last = page.entries.at(-1);
    if (page.entries.length < PAGE || !last) return { ...page, entries: found };
    since = last.number;
  }
}
