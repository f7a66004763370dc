/** Reads of requests, deployments and clearances. */

import { api, unwrap } from "./client";
import type { Bodies } from "./types";

/** Candidates for a need that is not filed yet. Nothing is stored. */
export const matchNeed = (body: Bodies["MatchBody"], signal: AbortSignal) =>
  unwrap(api.POST("/api/matches", { body, signal }));

export const readMatches = (id: string, needId: string, signal: AbortSignal) =>
  unwrap(
    api.GET("/api/requests/{request_id}/matches", {
      params: { path: { request_id: id }, query: { need_id: needId } },
      signal,
    }),
  );

/** Borders ahead of a unit, and whether its party still has to ask there. */
export const readCrossings = (deploymentId: string, signal: AbortSignal) =>
  unwrap(
    api.GET("/api/deployments/{deployment_id}/crossings", {
      params: { path: { deployment_id: deploymentId } },
      signal,
    }),
  );

export const readCosts = (deploymentId: string, signal: AbortSignal) =>
  unwrap(
    api.GET("/api/deployments/{deployment_id}/costs", {
      params: { path: { deployment_id: deploymentId } },
      signal,
    }),
  );

/** Own units that could be at their bases in time, before and after some are lent. */
export const readHomeCover = (asset_id: string[], request_id: string | null, signal: AbortSignal) =>
  unwrap(
    api.GET("/api/home-cover", {
      params: { query: { asset_id, ...(request_id && { request_id }) } },
      signal,
    }),
  );

/** The clauses that would govern own assets, offered for a request. */
export const readOfferTerms = (request_id: string, asset_id: string[], signal: AbortSignal) =>
  unwrap(
    api.GET("/api/requests/{request_id}/offer-terms", {
      params: { path: { request_id }, query: { asset_id } },
      signal,
    }),
  );

/** The same for those that are offered unasked. */
export const readUnaskedTerms = (incident_id: string, asset_id: string[], signal: AbortSignal) =>
  unwrap(
    api.GET("/api/incidents/{incident_id}/offer-terms", {
      params: { path: { incident_id }, query: { asset_id } },
      signal,
    }),
  );

/** A page of the requests that belong to no case, the newest first. */
export const readWithoutCase = (cursor: string | null, signal: AbortSignal) =>
  unwrap(
    api.GET("/api/requests", {
      params: { query: { without_incident: true, limit: 50, ...(cursor && { cursor }) } },
      signal,
    }),
  );

export const readSignal = (id: string, signal: AbortSignal) =>
  unwrap(
    api.GET("/api/clearances/{clearance_id}/signal", {
      params: { path: { clearance_id: id } },
      parseAs: "text",
      signal,
    }),
  );
