/** Reads of the record. */

import { api, unwrap } from "./client";

/** Entries before the party's own number, the newest first; those alone whose sentence says `words`. */
export const readRecord = (before: number, words: string, limit: number, signal: AbortSignal) =>
  unwrap(
    api.GET("/api/record", {
      params: { query: { before, limit, ...(words && { q: words }) } },
      signal,
    }),
  );
