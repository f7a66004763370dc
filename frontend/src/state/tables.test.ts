import { expect, test } from "vitest";
import type { Snapshot, SnapshotColumns } from "@/api/types";
import { byRow } from "./tables";

const columns = {
  number: 7,
  asset: {
    count: 3,
    columns: {
      id: {
        uuids:
          "0123456789abcdef0123456789abcdef00000000000000000000000000000000ffffffffffffffffffffffffffffffff",
      },
      party: { all: "MLT" },
      readiness: { values: ["available", null], index: [0, 1, 0] },
      base: { lon: [14.5, null, 0], lat: [35.9, null, 0] },
      name: ["Rescue 1", "Rescue 2", "Rescue 3"],
    },
  },
  ship: { count: 0, columns: { id: { uuids: "" }, name: [] } },
  positions: { count: 1, columns: { id: { uuids: "1".repeat(32) }, speed_kn: { all: null } } },
} as unknown as SnapshotColumns;

test("every form of a column is read again, row by row", () => {
  const { number, asset, ship, positions } = byRow(columns);
  expect(number).toBe(7);
  expect(asset).toEqual([
    {
      id: "01234567-89ab-cdef-0123-456789abcdef",
      party: "MLT",
      readiness: "available",
      base: { type: "Point", coordinates: [14.5, 35.9] },
      name: "Rescue 1",
    },
    {
      id: "00000000-0000-0000-0000-000000000000",
      party: "MLT",
      readiness: null,
      base: null,
      name: "Rescue 2",
    },
    {
      id: "ffffffff-ffff-ffff-ffff-ffffffffffff",
      party: "MLT",
      readiness: "available",
      base: { type: "Point", coordinates: [0, 0] },
      name: "Rescue 3",
    },
  ]);
  expect(ship).toEqual([]);
  expect(positions).toEqual([{ id: "11111111-1111-1111-1111-111111111111", speed_kn: null }]);
});

test("a snapshot by row stays as it is", () => {
  const rows = { number: 7, asset: [{ id: "a" }], ship: [], positions: [] };
  expect(byRow(rows as unknown as Snapshot)).toEqual(rows);
});
