import { expect, test } from "vitest";
import { nearest } from "./near";
import type { Seen } from "./seen";

const unit = (id: string, lon: number, precision_nm: number) => ({
  thing: "asset",
  id,
  party: "MLT",
  view: { name: id },
  point: { type: "Point", coordinates: [lon, 35] },
  position: { precision_nm },
});

const seen = (...units: ReturnType<typeof unit>[]) =>
  ({
    view: { west: 12, south: 34, east: 14, north: 36 },
    incidents: [],
    units,
  }) as unknown as Seen;

test("a thing near the middle is told no finer than its place is", () => {
  const told = nearest(seen(unit("exact", 13.3, 0), unit("coarse", 13.6, 20)));
  expect(told.map((one) => [one.name, one.told])).toEqual([
    ["MLT exact", "090° 15 nm"],
    ["MLT coarse", "090° about 20 nm"],
  ]);
});
