/** What is asked of the server about incidents. Every act is done once under its key. */

import { api, cursorOf, told, withKey } from "./client";
import type { Bodies, LogLine, Office, OpenBody, TextKind } from "./types";

const of = (id: string) => ({ path: { incident_id: id } });

export const openIncident = (key: string, body: OpenBody) =>
  told(api.POST("/api/incidents", { body: { ...body, id: key }, ...withKey(key) }));

export const reportPosition = (key: string, id: string, body: Bodies["ReportPositionBody"]) =>
  told(
    api.POST("/api/incidents/{incident_id}/positions", {
      params: of(id),
      body: { ...body, id: key },
      ...withKey(key),
    }),
  );

export const setDatum = (key: string, id: string, body: Bodies["SetDatumBody"]) =>
  told(api.POST("/api/incidents/{incident_id}/datum", { params: of(id), body, ...withKey(key) }));

export const setPhase = (key: string, id: string, body: Bodies["SetPhaseBody"]) =>
  told(api.POST("/api/incidents/{incident_id}/phase", { params: of(id), body, ...withKey(key) }));

/** Based on the version that was on the screen; 412 when somebody changed it first. */
export const changeIncident = (
  key: string,
  id: string,
  version: number,
  body: Bodies["ChangeIncidentBody"],
) =>
  told(
    api.PATCH("/api/incidents/{incident_id}", {
      params: { ...of(id), header: { "if-match": `"${version}"` } },
      body,
      ...withKey(key),
    }),
  );

export const writeLog = (key: string, id: string, text: string, own: boolean) =>
  told(
    api.POST("/api/incidents/{incident_id}/log", {
      params: of(id),
      body: { id: key, text, own },
      ...withKey(key),
    }),
  );

export const proposeLink = (key: string, id: string, otherId: string, reason: string) =>
  told(
    api.POST("/api/incidents/{incident_id}/links", {
      params: of(id),
      body: { other_id: otherId, reason },
      ...withKey(key),
    }),
  );

const ofLink = (id: string, linkId: string) => ({ path: { incident_id: id, link_id: linkId } });

export const acceptLink = (key: string, id: string, linkId: string) =>
  told(
    api.POST("/api/incidents/{incident_id}/links/{link_id}/accept", {
      params: ofLink(id, linkId),
      ...withKey(key),
    }),
  );

export const declineLink = (key: string, id: string, linkId: string, reason: string) =>
  told(
    api.POST("/api/incidents/{incident_id}/links/{link_id}/decline", {
      params: ofLink(id, linkId),
      body: { reason },
      ...withKey(key),
    }),
  );

export const withdrawLink = (key: string, id: string, linkId: string, reason: string) =>
  told(
    api.POST("/api/incidents/{incident_id}/links/{link_id}/withdraw", {
      params: ofLink(id, linkId),
      body: { reason },
      ...withKey(key),
    }),
  );

export const suspendIncident = (key: string, id: string, reason: string) =>
  told(
    api.POST("/api/incidents/{incident_id}/suspend", {
      params: of(id),
      body: { reason },
      ...withKey(key),
    }),
  );

export const reopenIncident = (key: string, id: string, reason: string) =>
  told(
    api.POST("/api/incidents/{incident_id}/reopen", {
      params: of(id),
      body: { reason },
      ...withKey(key),
    }),
  );

export const closeIncident = (key: string, id: string, reason: string, despite: string) =>
  told(
    api.POST("/api/incidents/{incident_id}/close", {
      params: of(id),
      body: { reason, despite },
      ...withKey(key),
    }),
  );

export const proposeLead = (key: string, id: string, body: Bodies["ProposeCoordinationBody"]) =>
  told(
    api.POST("/api/incidents/{incident_id}/coordination", {
      params: of(id),
      body: { ...body, id: key },
      ...withKey(key),
    }),
  );

export const acceptLead = (key: string, id: string, body: Bodies["AcceptCoordinationBody"]) =>
  told(
    api.POST("/api/incidents/{incident_id}/coordination/accept", {
      params: of(id),
      body,
      ...withKey(key),
    }),
  );

export const declineLead = (key: string, id: string, office: Office, reason: string) =>
  told(
    api.POST("/api/incidents/{incident_id}/coordination/decline", {
      params: of(id),
      body: { office, reason },
      ...withKey(key),
    }),
  );

export const withdrawLead = (key: string, id: string, office: Office) =>
  told(
    api.POST("/api/incidents/{incident_id}/coordination/withdraw", {
      params: of(id),
      body: { office },
      ...withKey(key),
    }),
  );

export const readIncident = (id: string, signal: AbortSignal) =>
  told(api.GET("/api/incidents/{incident_id}", { params: of(id), signal }));

export const readPositions = (id: string, signal: AbortSignal) =>
  told(api.GET("/api/incidents/{incident_id}/positions", { params: of(id), signal }));

export const readHistory = (id: string, signal: AbortSignal) =>
  told(api.GET("/api/incidents/{incident_id}/history", { params: of(id), signal }));

export const readLog = (id: string, signal: AbortSignal) =>
  told(
    api.GET("/api/incidents/{incident_id}/log", {
      params: { ...of(id), query: { limit: 100 } },
      signal,
    }),
  );

/** Every line of the log, the latest first. */
export async function readWholeLog(id: string, signal: AbortSignal): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: LogLine[]; next?: string | null } = await told(
      api.GET("/api/incidents/{incident_id}/log", {
        params: { ...of(id), query: { limit: 500, ...(cursor && { cursor }) } },
        signal,
      }),
    );
    lines.push(...page.items);
    cursor = cursorOf(page.next);
  } while (cursor);
  return lines;
}

/** A ready-made text; a call script needs to know whom it calls. */
export const readText = (
  id: string,
  kind: TextKind,
  centreId: string | null,
  signal: AbortSignal,
) =>
  told(
    api.GET("/api/incidents/{incident_id}/text", {
      params: { ...of(id), query: { kind, ...(centreId && { centre_id: centreId }) } },
      parseAs: "text",
      signal,
    }),
  );
