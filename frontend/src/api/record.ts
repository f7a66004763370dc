/** What is asked of the server about the record. */

import { api, told } from "./client";

/** Entries after the party's own number `since`, in order; those alone whose sentence says `words`. */
export const readRecord = (since: number, words: string, limit: number, signal: AbortSignal) =>
  told(
    api.GET("/api/record", {
      params: { query: { since, limit, ...(words && { q: words }) } },
      signal,
    }),
  );
