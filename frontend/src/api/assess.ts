/** The assessment of a case: what would be suggested, and its writes. */

import { api, unwrap, write } from "./client";
import type { Bodies } from "./types";

/** The suggestion if those lines were written. Nothing is stored. */
export const readSuggestion = (
  id: string,
  answers: Bodies["CriterionBody"][],
  signal: AbortSignal,
) =>
  unwrap(
    api.POST("/api/incidents/{incident_id}/assessment/suggestion", {
      params: { path: { incident_id: id } },
      body: { answers },
      signal,
    }),
  );

/** Answers that others heard, beside the lead's sheet. */
export const tellCriteria = (
  key: string,
  id: string,
  answers: Bodies["HeardCriterionBody"][],
  source: string,
) =>
  write(key, "POST", "/api/incidents/{incident_id}/criteria", {
    path: { incident_id: id },
    body: { answers, source },
  });

/** The sheet; no lines at all: no change, as `source` says. */
export const assess = (
  key: string,
  id: string,
  answers: Bodies["CriterionBody"][],
  reason: string,
  source = "",
) =>
  write(key, "POST", "/api/incidents/{incident_id}/assessment", {
    path: { incident_id: id },
    body: { id: key, answers, reason, source },
  });
