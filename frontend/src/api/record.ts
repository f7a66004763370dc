/** What is asked of the server about the record. */

import { api, told } from "./client";

/** Entries before the party's own number, the newest first; those alone whose sentence says `words`. */
export const readRecord = (before: number, words: string, limit: number, signal: AbortSignal) =>
  told(
    api.GET("/api/record", {
      params: { query: { before, limit, ...(words && { q: words }) } },
      signal,
    }),
  );
