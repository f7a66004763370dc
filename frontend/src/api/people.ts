/** What is asked of the server about people and keys of the own party. */

import { api, told, withKey } from "./client";
import type { Bodies } from "./types";

const person = (id: string) => ({ path: { person_id: id } });

export const readPeople = (signal: AbortSignal) => told(api.GET("/api/people", { signal }));

export const readKeys = (signal: AbortSignal) => told(api.GET("/api/keys", { signal }));

export const addPerson = (key: string, body: Bodies["PersonBody"]) =>
  told(api.POST("/api/people", { body: { ...body, id: key }, ...withKey(key) }));

/** Based on the version that was on the screen; 412 when somebody changed it first. */
export const changePerson = (
  key: string,
  id: string,
  version: number,
  body: Bodies["PersonChange"],
) =>
  told(
    api.PUT("/api/people/{person_id}", {
      params: { ...person(id), header: { "if-match": `"${version}"` } },
      body,
      ...withKey(key),
    }),
  );

export const resetPassword = (key: string, id: string, password: string) =>
  told(
    api.PUT("/api/people/{person_id}/password", {
      params: person(id),
      body: { password },
      ...withKey(key),
    }),
  );

export const closeAccount = (key: string, id: string) =>
  told(api.DELETE("/api/people/{person_id}", { params: person(id), ...withKey(key) }));

/** The secret is in this answer alone. */
export const createKey = (key: string, body: Bodies["KeyBody"]) =>
  told(api.POST("/api/keys", { body: { ...body, id: key }, ...withKey(key) }));

export const revokeKey = (key: string, id: string) =>
  told(api.DELETE("/api/keys/{key_id}", { params: { path: { key_id: id } }, ...withKey(key) }));

export const changeOwnPassword = (key: string, body: Bodies["OwnPasswordBody"]) =>
  told(api.PUT("/api/me/password", { body, ...withKey(key) }));
