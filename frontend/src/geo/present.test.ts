import { expect, test } from "vitest";
import type { FullIncident } from "@/api/types";
import vectors from "../../../tests/vectors/drift.json";
import { ddm } from "./format";
import { presentOf } from "./present";

const METRE_DEG = 1e-5;

type Row = Pick<FullIncident, "datum" | "closed_at"> & {
  now: string;
  at: string;
  lon: number;
  lat: number;
  position: string;
  within_nm: number;
  unknown: boolean;
};

test.each(vectors.rows as unknown as Row[])(
  "$datum.position is by $now where the server says: $position",
  (row) => {
    const present = presentOf(row, Date.parse(row.now));
    const now = present?.now;
    expect(present?.unknown).toBe(row.unknown);
    const [lon = Number.NaN, lat = Number.NaN] = now?.point.coordinates ?? [];
    expect(now?.atMs).toBe(Date.parse(row.at));
    expect(now?.withinNm).toBe(row.within_nm);
    expect(now && ddm(now.point)).toBe(row.position);
    expect(Math.abs(lat - row.lat)).toBeLessThan(METRE_DEG);
    const apart = Math.abs(lon - row.lon) % 360;
    expect(Math.min(apart, 360 - apart) * Math.cos((lat * Math.PI) / 180)).toBeLessThan(METRE_DEG);
  },
);

test("without a datum a case has no place", () => {
  expect(presentOf({ datum: null, closed_at: null }, 0)).toBeNull();
});
