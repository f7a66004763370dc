/** Reads of assets, and the import of a list. */

import { api, unwrap } from "./client";
import { Refused } from "./refused";
import type { components } from "./schema";
import type { Problem } from "./types";

export const readTrack = (id: string, limit: number, signal: AbortSignal) =>
  unwrap(
    api.GET("/api/assets/{asset_id}/track", {
      params: { path: { asset_id: id }, query: { limit } },
      signal,
    }),
  );

export const readShip = (ship_id: string, signal: AbortSignal) =>
  unwrap(api.GET("/api/ships/{ship_id}", { params: { path: { ship_id } }, signal }));

export type Imported = components["schemas"]["ImportedView"];

/**
 * Sends a list, by the blob's own type, and returns how many assets it held, and as what it was read; all of them or none.
 *
 * `onSent` hears which part of it has left this machine (`fetch` cannot tell).
 */
export function importAssets(
  key: string,
  list: Blob,
  onSent: (part: number) => void,
): Promise<Imported> {
  return new Promise((resolve, reject) => {
    const asking = new XMLHttpRequest();
    asking.open("POST", "/api/assets/import");
    asking.setRequestHeader("Content-Type", list.type);
    asking.setRequestHeader("Idempotency-Key", key);
    asking.responseType = "json";
    asking.upload.onprogress = ({ loaded, total }) => onSent(total ? loaded / total : 1);
    asking.onload = () => {
      const { status, statusText } = asking;
      const answer: unknown = asking.response;
      const problem = answer as Partial<Problem> | null;
      if (status === 201) resolve(answer as Imported);
      else reject(new Refused({ ...(problem ?? { code: "fault", detail: statusText }), status }));
    };
    asking.onerror = () => reject(new Refused({}));
    asking.send(list);
  });
}
