/** What is asked of the server about assets. */

import { api, told, withKey } from "./client";
import { Refused } from "./refused";
import type { Bodies, Problem } from "./types";

const of = (id: string) => ({ path: { asset_id: id } });

export const registerAsset = (key: string, body: Bodies["AssetBody"]) =>
  told(api.POST("/api/assets", { body: { ...body, id: key }, ...withKey(key) }));

/** Based on the version that was on the screen; 412 when somebody changed it first. */
export const changeAsset = (key: string, id: string, version: number, body: Bodies["AssetPatch"]) =>
  told(
    api.PATCH("/api/assets/{asset_id}", {
      params: { ...of(id), header: { "if-match": `"${version}"` } },
      body,
      ...withKey(key),
    }),
  );

export const setReadiness = (key: string, id: string, body: Bodies["ReadinessBody"]) =>
  told(api.POST("/api/assets/{asset_id}/readiness", { params: of(id), body, ...withKey(key) }));

export const retireAsset = (key: string, id: string, version: number) =>
  told(
    api.POST("/api/assets/{asset_id}/retire", {
      params: { ...of(id), header: { "if-match": `"${version}"` } },
      ...withKey(key),
    }),
  );

export const readTrack = (id: string, limit: number, signal: AbortSignal) =>
  told(
    api.GET("/api/assets/{asset_id}/track", {
      params: { ...of(id), query: { limit } },
      signal,
    }),
  );

/**
 * Sends a list as CSV and returns how many assets it held; all of them or none.
 *
 * `onSent` hears which part of it has left this machine (`fetch` cannot tell).
 */
export function importAssets(
  key: string,
  list: Blob,
  onSent: (part: number) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = new XMLHttpRequest();
    asking.open("POST", "/api/assets/import");
    asking.setRequestHeader("Content-Type", "text/csv");
    asking.setRequestHeader("Idempotency-Key", key);
    asking.responseType = "json";
    asking.upload.onprogress = ({ loaded, total }) => onSent(total ? loaded / total : 1);
    asking.onload = () => {
      const { status, statusText } = asking;
      const answer: unknown = asking.response;
      const problem = answer as Partial<Problem> | null;
      if (status === 201) resolve((answer as { imported: number }).imported);
      else reject(new Refused({ ...(problem ?? { code: "fault", detail: statusText }), status }));
    };
    asking.onerror = () => reject(new Refused({}));
    asking.send(list);
  });
}
