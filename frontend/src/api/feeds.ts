/** Feeds of positions off the air, by party. */

import { api, unwrap } from "./client";

export const readFeeds = (signal: AbortSignal) => unwrap(api.GET("/api/feeds", { signal }));
