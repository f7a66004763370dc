/** What is asked of the server about requests, offers and deployments. */

import { api, told, withKey } from "./client";
import type { Bodies, OfferBody, PlainStep, StepBody } from "./types";

const request = (id: string) => ({ path: { request_id: id } });
const offer = (id: string) => ({ path: { offer_id: id } });
const deployment = (id: string) => ({ path: { deployment_id: id } });

export const fileRequest = (key: string, body: Bodies["RequestBody"]) =>
  told(api.POST("/api/requests", { body: { ...body, id: key }, ...withKey(key) }));

export const amendRequest = (
  key: string,
  id: string,
  version: number,
  body: Bodies["AmendRequestBody"],
) =>
  told(
    api.POST("/api/requests/{request_id}/amend", {
      params: { ...request(id), header: { "if-match": `"${version}"` } },
      body,
      ...withKey(key),
    }),
  );

export const acknowledge = (key: string, id: string) =>
  told(
    api.POST("/api/requests/{request_id}/acknowledge", {
      params: request(id),
      body: {},
      ...withKey(key),
    }),
  );

export const declineRequest = (key: string, id: string, reason: string) =>
  told(
    api.POST("/api/requests/{request_id}/decline", {
      params: request(id),
      body: { reason },
      ...withKey(key),
    }),
  );

export const recordVoice = (key: string, id: string, body: Bodies["VoiceAnswerBody"]) =>
  told(
    api.POST("/api/requests/{request_id}/voice-answer", {
      params: request(id),
      body,
      ...withKey(key),
    }),
  );

export const closeRequest = (key: string, id: string, reason: string) =>
  told(
    api.POST("/api/requests/{request_id}/close", {
      params: request(id),
      body: { reason },
      ...withKey(key),
    }),
  );

export const cancelRequest = (key: string, id: string, reason: string) =>
  told(
    api.POST("/api/requests/{request_id}/cancel", {
      params: request(id),
      body: { reason },
      ...withKey(key),
    }),
  );

/** Who could serve a need that is not filed yet. Nothing is stored. */
export const matchNeed = (body: Bodies["MatchBody"], signal: AbortSignal) =>
  told(api.POST("/api/matches", { body, signal }));

export const readMatches = (id: string, needId: string, signal: AbortSignal) =>
  told(
    api.GET("/api/requests/{request_id}/matches", {
      params: { ...request(id), query: { need_id: needId } },
      signal,
    }),
  );

export const offerForRequest = (key: string, id: string, body: OfferBody) =>
  told(
    api.POST("/api/requests/{request_id}/offers", {
      params: request(id),
      body: { ...body, id: key },
      ...withKey(key),
    }),
  );

export const offerForIncident = (key: string, id: string, body: OfferBody) =>
  told(
    api.POST("/api/incidents/{incident_id}/offers", {
      params: { path: { incident_id: id } },
      body: { ...body, id: key },
      ...withKey(key),
    }),
  );

export const acceptOffer = (key: string, id: string) =>
  told(api.POST("/api/offers/{offer_id}/accept", { params: offer(id), ...withKey(key) }));

export const confirmOffer = (key: string, id: string) =>
  told(api.POST("/api/offers/{offer_id}/confirm", { params: offer(id), ...withKey(key) }));

export const declineOffer = (key: string, id: string, reason: string) =>
  told(
    api.POST("/api/offers/{offer_id}/decline", {
      params: offer(id),
      body: { reason },
      ...withKey(key),
    }),
  );

export const withdrawOffer = (key: string, id: string, reason: string) =>
  told(
    api.POST("/api/offers/{offer_id}/withdraw", {
      params: offer(id),
      body: { reason },
      ...withKey(key),
    }),
  );

export const hailShip = (key: string, incidentId: string, shipId: string, etaAt: string | null) =>
  told(
    api.POST("/api/incidents/{incident_id}/ships", {
      params: { path: { incident_id: incidentId } },
      body: { id: key, ship_id: shipId, eta_at: etaAt },
      ...withKey(key),
    }),
  );

export const step = (key: string, id: string, action: PlainStep, body: StepBody) =>
  told(
    api.POST("/api/deployments/{deployment_id}/{action}", {
      params: { path: { deployment_id: id, action } },
      body,
      ...withKey(key),
    }),
  );

export const consentDivert = (key: string, id: string) =>
  told(
    api.POST("/api/deployments/{deployment_id}/consent-divert", {
      params: deployment(id),
      ...withKey(key),
    }),
  );

export const declineDivert = (key: string, id: string, reason: string) =>
  told(
    api.POST("/api/deployments/{deployment_id}/decline-divert", {
      params: deployment(id),
      body: { reason },
      ...withKey(key),
    }),
  );

export const withdrawDivert = (key: string, id: string, reason: string) =>
  told(
    api.POST("/api/deployments/{deployment_id}/withdraw-divert", {
      params: deployment(id),
      body: { reason },
      ...withKey(key),
    }),
  );

export const divert = (key: string, id: string, body: Bodies["DivertDeploymentBody"]) =>
  told(
    api.POST("/api/deployments/{deployment_id}/divert", {
      params: deployment(id),
      body,
      ...withKey(key),
    }),
  );

export const extend = (key: string, id: string, untilAt: string | null) =>
  told(
    api.POST("/api/deployments/{deployment_id}/extend", {
      params: deployment(id),
      body: { until_at: untilAt },
      ...withKey(key),
    }),
  );

export const transfer = (key: string, id: string, body: Bodies["TransferSurvivorsBody"]) =>
  told(
    api.POST("/api/deployments/{deployment_id}/transfer", {
      params: deployment(id),
      body,
      ...withKey(key),
    }),
  );
