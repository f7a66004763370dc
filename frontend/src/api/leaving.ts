/** Sending a unit away, a wish to close, and the second person's word; the first able unit. */

import { api, unwrap, write } from "./client";
import type { FullIncident, SendsAway } from "./types";

/** The room for people that is left without the unit, and what it takes to send it away so. */
export const readWithout = (id: string, action: SendsAway, signal: AbortSignal, to?: string) =>
  unwrap(
    api.GET("/api/deployments/{deployment_id}/without", {
      params: { path: { deployment_id: id }, query: { action, ...(to && { to }) } },
      signal,
    }),
  );

/** One's own word, or that of somebody heard by voice. */
export const beSecond = (
  key: string,
  id: string,
  wordId: string,
  heard: string,
  at: string | null,
) =>
  write(key, "POST", "/api/incidents/{incident_id}/second", {
    path: { incident_id: id },
    body: { word_id: wordId, function: heard, at },
  });

/** The same wish to close once more, after nobody was its second in time. */
export const closeAgain = (
  key: string,
  id: string,
  wish: NonNullable<FullIncident["asked_to_close"]>,
) =>
  write(key, "POST", "/api/incidents/{incident_id}/close", {
    path: { incident_id: id },
    body: {
      reason: wish.outcome,
      despite: wish.reason,
      same_as: null,
      second: "",
      second_at: null,
    },
  });

export const withdrawClosing = (key: string, id: string) =>
  write(key, "POST", "/api/incidents/{incident_id}/close/withdraw", {
    path: { incident_id: id },
  });

export const readFirstUnit = (id: string, signal?: AbortSignal) =>
  unwrap(
    api.GET("/api/incidents/{incident_id}/first-unit", {
      params: { path: { incident_id: id } },
      ...(signal && { signal }),
    }),
  );
