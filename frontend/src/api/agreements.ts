/** What is asked of the server about agreements. */

import { api, told, withKey } from "./client";
import type { Bodies, Phase } from "./types";

const of = (id: string) => ({ path: { agreement_id: id } });

export const draftAgreement = (key: string, body: Bodies["AgreementBody"]) =>
  told(api.POST("/api/agreements", { body: { ...body, id: key }, ...withKey(key) }));

/** Another text for the party's own draft. */
export const redraft = (
  key: string,
  id: string,
  version: number,
  body: Bodies["AgreementDraftBody"],
) =>
  told(
    api.PUT("/api/agreements/{agreement_id}/draft", {
      params: { ...of(id), header: { "if-match": `"${version}"` } },
      body,
      ...withKey(key),
    }),
  );

/** Another version, which ends the one in force when it enters into force itself. */
export const amendAgreement = (key: string, id: string, body: Bodies["AgreementDraftBody"]) =>
  told(
    api.POST("/api/agreements/{agreement_id}/versions", {
      params: of(id),
      body: { ...body, id: key },
      ...withKey(key),
    }),
  );

export const proposeDraft = (key: string, id: string, version: number) =>
  told(
    api.POST("/api/agreements/{agreement_id}/propose", {
      params: of(id),
      body: { version },
      ...withKey(key),
    }),
  );

export const discardDraft = (key: string, id: string) =>
  told(api.DELETE("/api/agreements/{agreement_id}/draft", { params: of(id), ...withKey(key) }));

export const signVersion = (key: string, id: string, version: number) =>
  told(
    api.POST("/api/agreements/{agreement_id}/sign", {
      params: of(id),
      body: { version },
      ...withKey(key),
    }),
  );

export const suspendVersion = (key: string, id: string, version: number, reason: string) =>
  told(
    api.POST("/api/agreements/{agreement_id}/suspend", {
      params: of(id),
      body: { version, reason },
      ...withKey(key),
    }),
  );

export const resumeVersion = (key: string, id: string, version: number) =>
  told(
    api.POST("/api/agreements/{agreement_id}/resume", {
      params: of(id),
      body: { version },
      ...withKey(key),
    }),
  );

export const endVersion = (key: string, id: string, body: Bodies["EndAgreementBody"]) =>
  told(api.POST("/api/agreements/{agreement_id}/end", { params: of(id), body, ...withKey(key) }));

export interface Look {
  readonly viewer: string;
  /** A draft or proposed text to try. */
  readonly versionId: string | null;
  /** Suppose the viewer in a case of this phase. */
  readonly phase: Phase | null;
}

/** What that party sees of one's own assets. */
export const readPreview = ({ viewer, versionId, phase }: Look, signal: AbortSignal) =>
  told(
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
