/** Reads of agreements. */

import { api, unwrap } from "./client";
import type { Phase } from "./types";

export interface Look {
  readonly viewer: string;
  /** A draft or proposed text to try. */
  readonly versionId: string | null;
  /** Suppose the viewer in a case of this phase. */
  readonly phase: Phase | null;
}

/** The clauses that conflict with that version's. */
export const readConflicts = (versionId: string, signal: AbortSignal) =>
  unwrap(
    api.GET("/api/agreements/conflicts", {
      params: { query: { version_id: versionId } },
      signal,
    }),
  );

/** Own assets as that party sees them. */
export const readPreview = ({ viewer, versionId, phase }: Look, signal: AbortSignal) =>
  unwrap(
    api.GET("/api/agreements/preview", {
      params: {
        query: {
          viewer,
          ...(versionId && { version_id: versionId }),
          ...(phase && { phase }),
        },
      },
      signal,
    }),
  );
