/** Reads of where cases are, of what is handed over, and of positions before they are filed. */

import { api, unwrap } from "./client";
import type { Bodies } from "./types";

const of = (id: string) => ({ path: { incident_id: id } });

export const readPositions = (id: string, signal: AbortSignal) =>
  unwrap(api.GET("/api/incidents/{incident_id}/positions", { params: of(id), signal }));

export const readRegions = (id: string, signal: AbortSignal) =>
  unwrap(api.GET("/api/incidents/{incident_id}/regions", { params: of(id), signal }));

/** The twelve facts, as they stand now. */
export const readHandover = (id: string, signal: AbortSignal) =>
  unwrap(api.GET("/api/incidents/{incident_id}/handover", { params: of(id), signal }));

/** A position before it is filed. Nothing is stored. */
export const lookAtPosition = (body: Bodies["LookAtPositionBody"], signal: AbortSignal) =>
  unwrap(api.POST("/api/positions/look", { body, signal }));

/** The waters that a place lies in, and whose they are. */
export const readWaters = ([lon = 0, lat = 0]: readonly number[], signal: AbortSignal) =>
  unwrap(api.GET("/api/waters", { params: { query: { lon, lat } }, signal }));
