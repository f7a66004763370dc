import { expect, test } from "vitest";
import type { FullIncident } from "@/api/types";
import { incidentBounds } from "../camera";
import type { Seen } from "../seen";
import { closed } from "./incidents";

const NOW_MS = Date.parse("2026-10-11T19:09:00Z");
const over = {
  view: "full",
  id: "over",
  reference: "ITA-2026-0001",
  exercise: true,
  phase: "alert",
  state: "closed",
  closed_at: "2026-10-11T18:00:00Z",
  datum: { point: { type: "Point", coordinates: [12.5, 35.25] }, at: "2026-10-10T14:51:00Z" },
} as unknown as FullIncident;

test("a closed case has a muted sign at its last datum, with the time of both", () => {
  const [sign, ...more] = closed({ closed: over, nowMs: NOW_MS });
  expect(more).toEqual([]);
  expect(sign?.geometry).toEqual({ type: "Point", coordinates: [12.5, 35.25] });
  expect(sign?.properties).toMatchObject({
    phase: "closed",
    name: "EX ITA-2026-0001",
    said: "\nclosed 18:00Z, datum of 10 Oct 14:51Z",
  });
  expect(JSON.parse(sign?.properties?.icon)).toMatchObject({ phase: "alert", closed: true });
});

test("no closed case is opened, or it has no datum: it has no sign", () => {
  expect(closed({ closed: null, nowMs: NOW_MS })).toEqual([]);
  expect(closed({ closed: { ...over, datum: null }, nowMs: NOW_MS })).toEqual([]);
});

test("a closed case that is opened is brought into view", () => {
  const seen = { incidents: [], units: [], candidates: null, opened: null, closed: over };
  const [west, south, east, north] = incidentBounds(seen as unknown as Seen) as number[];
  expect(west).toBeLessThan(12.5);
  expect(east).toBeGreaterThan(12.5);
  expect(((south ?? 0) + (north ?? 0)) / 2).toBeCloseTo(35.25, 1);
});
