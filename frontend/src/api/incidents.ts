/** Reads about incidents. */

import { api, cursorOf, unwrap } from "./client";
import type { LogLine, TextKind, TextLanguage } from "./types";

const of = (id: string) => ({ path: { incident_id: id } });

export const readHistory = (id: string, signal: AbortSignal) =>
  unwrap(api.GET("/api/incidents/{incident_id}/history", { params: of(id), signal }));

export const readLog = (id: string, signal: AbortSignal) =>
  unwrap(
    api.GET("/api/incidents/{incident_id}/log", {
      params: { ...of(id), query: { limit: 100 } },
      signal,
    }),
  );

/** Every line of the log, the latest first. */
export async function readWholeLog(id: string, signal: AbortSignal): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: LogLine[]; next?: string | null } = await unwrap(
      api.GET("/api/incidents/{incident_id}/log", {
        params: { ...of(id), query: { limit: 500, ...(cursor && { cursor }) } },
        signal,
      }),
    );
    lines.push(...page.items);
    cursor = cursorOf(page.next);
  } while (cursor);
  return lines;
}

export interface TextOptions {
  /** Of the part beneath the English; null: what the directory says of the addressee. */
  readonly language?: TextLanguage | null;
  readonly centreId?: string | null;
  /** The assistance that is wanted, in a SITREP; else what nobody has accepted to give yet. */
  readonly assistance?: string;
  /** The plans for what comes next, in a SITREP. */
  readonly plans?: string;
  /** The callee is asked to take over. */
  readonly propose?: boolean;
  /** Everybody may hear it, also whom the case is kept from. */
  readonly toAll?: boolean;
}

/** A ready-made text, and beneath it in another language; a call script needs to know its callee. */
export const readText = (
  id: string,
  kind: TextKind,
  { language, centreId, assistance, plans, propose, toAll }: TextOptions,
  signal: AbortSignal,
) =>
  unwrap(
    api.GET("/api/incidents/{incident_id}/text/translated", {
      params: {
        ...of(id),
        query: {
          kind,
          ...(language && { language }),
          ...(centreId && { centre_id: centreId }),
          ...(assistance && { assistance }),
          ...(plans && { plans }),
          ...(propose && { propose }),
          ...(toAll && { to_all: toAll }),
        },
      },
      signal,
    }),
  );

/** The next SITREP and why it is due, and who has not been told that the search has ended. */
export const readDueTexts = (id: string, signal: AbortSignal) =>
  unwrap(api.GET("/api/incidents/{incident_id}/texts", { params: of(id), signal }));

/** The situation reports that were issued; own ones with their text. */
export const readSitreps = (id: string, signal: AbortSignal) =>
  unwrap(api.GET("/api/incidents/{incident_id}/sitreps", { params: of(id), signal }));

/** The list of survivors, as far as one may read it. */
export const readSurvivors = (id: string, signal: AbortSignal) =>
  unwrap(api.GET("/api/incidents/{incident_id}/survivors", { params: of(id), signal }));
