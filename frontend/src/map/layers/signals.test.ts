import { expect, test } from "vitest";
import type { DistressReport } from "@/api/types";
import { NOTHING } from "@/state/picture";
import { signals } from "./signals";

const NOW = Date.parse("2026-03-01T02:10:00Z");

const report = (id: string, more: Partial<DistressReport>) =>
  ({
    id,
    means: "ais_epirb",
    sender: "974123456",
    point: null,
    point_at: null,
    ...more,
  }) as DistressReport;

test("a signal stands at its last place, and says of when that is", () => {
  const placed = report("a", {
    point: { type: "Point", coordinates: [12.5, 35.5] },
    point_at: "2026-03-01T02:03:00Z",
  });
  const picture = {
    ...NOTHING,
    distress_report: new Map([placed, report("b", {})].map((one) => [one.id, one])),
  };
  const [drawn, ...more] = signals({ picture, nowMs: NOW });
  expect(more).toEqual([]);
  expect(drawn?.geometry).toEqual({ type: "Point", coordinates: [12.5, 35.5] });
  expect(drawn?.properties).toEqual({ id: "a", name: "EPIRB-AIS", said: "\n974123456 02:03Z" });
});
