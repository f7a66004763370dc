/** Feeds of positions off the air, by party. */

import { api, unwrap } from "./client";

export const readFeeds = (signal: AbortSignal) => unwrap(api.GET("/api/feeds", { signal }));

export const readFeedMail = (feed_id: string, signal: AbortSignal) =>
  unwrap(api.GET("/api/feeds/{feed_id}/mail", { params: { path: { feed_id } }, signal }));
