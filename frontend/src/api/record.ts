/** Reads of the record. */

import { api, unwrap } from "./client";
import type { Entry } from "./types";

const PAGE = 500;

export interface Search {
  /** Only entries before this own number of the party, the newest first. */
  readonly before: number;
  /** Only entries after this one; 0: all. */
  readonly after: number;
  /** In the sentence, or in the reference of a case: then all its entries. */
  readonly words: string;
  readonly fromMs: number | null;
  readonly untilMs: number | null;
}

export const EVERYTHING: Search = {
  before: Number.MAX_SAFE_INTEGER,
  after: 0,
  words: "",
  fromMs: null,
  untilMs: null,
};

const instant = (atMs: number) => new Date(atMs).toISOString();

/** Facts that a search finds, without what they changed in the picture. */
export const searchRecord = (search: Search, limit: number, signal: AbortSignal) =>
  unwrap(
    api.GET("/api/record", {
      params: {
        query: {
          before: search.before,
          since: search.after,
          limit,
          facts_only: true,
          changes: false,
          ...(search.words && { q: search.words }),
          ...(search.fromMs !== null && { from_at: instant(search.fromMs) }),
          ...(search.untilMs !== null && { until_at: instant(search.untilMs) }),
        },
      },
      signal,
    }),
  );

/** All facts about a thing after an own number of the party, the oldest first. */
export async function entriesAbout(
  about: string,
  after: number,
  signal: AbortSignal,
): Promise<Entry[]> {
  const found: Entry[] = [];
  let since = after;
  for (;;) {
    const { entries } = await unwrap(
      api.GET("/api/record", {
        params: { query: { about: [about], since, limit: PAGE, facts_only: true, changes: false } },
        signal,
      }),
    );
    found.push(...entries);
    if (entries.length < PAGE) return found;
    since = entries.at(-1)?.number ?? since;
  }
}

/** The last takeover of the watch, and how far the record goes. */
export const readWatchRelief = (signal: AbortSignal) =>
  unwrap(api.GET("/api/watch-relief", { signal }));
