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

/** The address of a version's arrangement as a text. */
export const arrangementOf = (id: string, version: number) =>
  `/api/agreements/${id}/arrangement?version=${version}`;

/** The reading of the text; unless it is only to be read, it is the party's draft from then on. */
export const readArrangement = (key: string, id: string, text: Blob, check: boolean) =>
  unwrap(
    api.POST("/api/agreements/{agreement_id}/arrangement", {
      params: { path: { agreement_id: id }, query: { check } },
      body: "",
      // As it is: whether it is UTF-8 is for the server to say.
      bodySerializer: () => text,
      headers: { "Content-Type": "text/markdown", "Idempotency-Key": key },
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
