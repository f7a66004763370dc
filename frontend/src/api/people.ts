/** Reads of people and keys of the own party. */

import { api, unwrap } from "./client";

export const readPeople = (signal: AbortSignal) => unwrap(api.GET("/api/people", { signal }));

export const readWatchActs = (signal: AbortSignal) =>
  unwrap(api.GET("/api/watch-acts", { signal }));

export const readKeys = (signal: AbortSignal) => unwrap(api.GET("/api/keys", { signal }));
