/** What is asked of the server about units that enter another State. */

import { api, told, withKey } from "./client";
import type { Bodies } from "./types";

const of = (id: string) => ({ path: { clearance_id: id } });

export const readCrossings = (deploymentId: string, signal: AbortSignal) =>
  told(
    api.GET("/api/deployments/{deployment_id}/crossings", {
      params: { path: { deployment_id: deploymentId } },
      signal,
    }),
  );

export const askClearance = (key: string, deploymentId: string, body: Bodies["AskClearanceBody"]) =>
  told(
    api.POST("/api/deployments/{deployment_id}/clearances", {
      params: { path: { deployment_id: deploymentId } },
      body: { ...body, id: key },
      ...withKey(key),
    }),
  );

export const acknowledgeClearance = (key: string, id: string) =>
  told(api.POST("/api/clearances/{clearance_id}/acknowledge", { params: of(id), ...withKey(key) }));

export const grantClearance = (key: string, id: string, body: Bodies["GrantClearanceBody"]) =>
  told(api.POST("/api/clearances/{clearance_id}/grant", { params: of(id), body, ...withKey(key) }));

export const refuseClearance = (key: string, id: string, reason: string) =>
  told(
    api.POST("/api/clearances/{clearance_id}/refuse", {
      params: of(id),
      body: { reason },
      ...withKey(key),
    }),
  );

export const withdrawClearance = (key: string, id: string, reason: string) =>
  told(
    api.POST("/api/clearances/{clearance_id}/withdraw", {
      params: of(id),
      body: { reason },
      ...withKey(key),
    }),
  );

export const recordClearanceVoice = (key: string, id: string, body: Bodies["ClearanceVoiceAnswerBody"]) =>
  told(
    api.POST("/api/clearances/{clearance_id}/voice-answer", {
      params: of(id),
      body,
      ...withKey(key),
    }),
  );

export const readSignal = (id: string, signal: AbortSignal) =>
  told(
    api.GET("/api/clearances/{clearance_id}/signal", {
      params: of(id),
      parseAs: "text",
      signal,
    }),
  );
