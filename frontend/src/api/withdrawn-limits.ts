/** Reads of declared limits that stand no more. */

import { api, unwrap } from "./client";
import { everyPage } from "./every-page";
import type { WithdrawnLimit } from "./types";

const PAGE = 200;

/** The limits that parties have withdrawn, the latest withdrawal first. */
export async function readWithdrawnLimits(signal: AbortSignal): Promise<WithdrawnLimit[]> {
  const found = await everyPage((cursor) =>
    unwrap(
      api.GET("/api/declared-limits/withdrawn", {
        params: { query: { limit: PAGE, ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );
  return found.sort((one, other) => Date.parse(other.withdrawn_at) - Date.parse(one.withdrawn_at));
}
