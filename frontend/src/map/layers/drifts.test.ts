import { expect, test } from "vitest";
import type { FullIncident } from "@/api/types";
import type { Picture } from "@/state/picture";
import { incidentsOf } from "@/state/placed";
import { drifts } from "./drifts";

const SET_MS = Date.parse("2026-10-11T14:51:00Z");
const NOW_MS = Date.parse("2026-10-11T19:09:00Z");

function scenes(speed_kn: number, nowMs: number) {
  const incident = {
    view: "full",
    id: "a",
    state: "open",
    closed_at: null,
    datum: {
      point: { type: "Point", coordinates: [12.5667, 35.2917] },
      at: "2026-10-11T14:51:00Z",
      uncertainty_nm: 0.5,
      drift: { course_deg: 0, speed_kn, spread_kn: 0.225, leeway_class: null },
      growth_kn: 0.225,
      followed_until: "2026-10-18T14:51:00Z",
      unknown_growth_kn: 1.125,
    },
  } as unknown as FullIncident;
  const picture = { incident: new Map([["a", incident]]) } as unknown as Picture;
  return { incidents: incidentsOf(picture, nowMs), nowMs };
}

test("a case stands where it is by now, in a circle that has grown", () => {
  const [scene] = scenes(0.9, NOW_MS).incidents;
  expect(scene?.point?.coordinates[1]).toBeCloseTo(35.3563, 3);
  expect(scene?.uncertainty_nm).toBe(1.5);
});

test("the datum as it was set stays, with its time and a line to the present place", () => {
  const [way, set, ...more] = drifts(scenes(0.9, NOW_MS));
  expect(more).toEqual([]);
  expect(way?.geometry).toMatchObject({ type: "LineString" });
  expect(set?.geometry).toEqual({ type: "Point", coordinates: [12.5667, 35.2917] });
  expect(set?.properties).toMatchObject({ name: "14:51Z" });
});

test("a datum that has not moved is drawn once", () => {
  expect(drifts(scenes(0.9, SET_MS))).toEqual([]);
  expect(drifts(scenes(0, NOW_MS))).toEqual([]);
});
