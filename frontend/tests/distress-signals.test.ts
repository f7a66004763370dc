import { expect, test } from "vitest";
import type { DistressReport, Incident } from "@/api/types";
import { nearCases } from "@/panels/signals/near-cases";
import { loudnessOf } from "@/state/alarms";
import { dutiesOf } from "@/state/duties";
import { NOTHING, type Picture } from "@/state/picture";

const FIRST = Date.parse("2026-03-01T02:00:00Z");
const MINUTE = 60_000;

const report = {
  id: "r",
  first_at: new Date(FIRST).toISOString(),
  centre: { party: "MLT" },
  heard_party: "ITA",
} as DistressReport;
const picture: Picture = { ...NOTHING, distress_report: new Map([["r", report]]) };

const dues = (party: string, atMs: number) =>
  dutiesOf(picture, party, atMs).map(({ kind, path }) => [kind, path]);

test("it rings at once at the centre of its region", () => {
  const [duty] = dutiesOf(picture, "MLT", FIRST);
  expect(duty?.kind).toBe("distress_heard");
  expect(duty && loudnessOf(duty, FIRST)).toBe("sound");
  expect(duty?.path).toBe("/signals/r");
});

test.each([
  [4.9, []],
  [5, [["distress_silent", "/signals/r"]]],
])("who heard it hears after %d minutes that nobody has taken it up", (after, expected) => {
  expect(dues("ITA", FIRST + after * MINUTE)).toEqual(expected);
});

const caseAt = (id: string, lat: number) =>
  ({
    id,
    view: "full",
    state: "open",
    datum: { point: { type: "Point", coordinates: [12, lat] }, at: report.first_at },
    expected_position: { point: { type: "Point", coordinates: [12, lat] } },
  }) as unknown as Incident;

test("cases near it are proposed, the nearest first, none that is far", () => {
  const incidents = [caseAt("far", 36), caseAt("near", 35.2), caseAt("nearest", 35.1)];
  const seen = { ...NOTHING, incident: new Map(incidents.map((one) => [one.id, one])) };
  const here = { type: "Point" as const, coordinates: [12, 35] };
  const found = nearCases(here as never, seen, FIRST);
  expect(found.map(({ incident, nm }) => [incident.id, Math.round(nm)])).toEqual([
    ["nearest", 6],
    ["near", 12],
  ]);
  expect(nearCases(null, seen, FIRST)).toEqual([]);
});
