import { expect, test } from "vitest";
import { nearest, originOf } from "./near";
import type { Seen } from "./seen";

const unit = (id: string, lon: number, precision_nm: number, uncertainty_nm = precision_nm) => ({
  thing: "asset",
  id,
  party: "MLT",
  view: { name: id },
  point: { type: "Point", coordinates: [lon, 35] },
  position: { precision_nm, uncertainty_nm },
});

const seen = (...units: ReturnType<typeof unit>[]) =>
  ({
    view: { west: 12, south: 34, east: 14, north: 36, zoom: 8 },
    incidents: [],
    units,
    picture: { centre: new Map(), fuel_point: new Map() },
    shown: { fuel: true },
  }) as unknown as Seen;

test("a thing near the middle is told no finer than its place is", () => {
  const told = nearest(
    seen(unit("exact", 13.3, 0, 0.1), unit("coarse", 13.6, 20), unit("at its base", 13.7, 20, 40)),
  );
  expect(told.map((one) => [one.name, one.told])).toEqual([
    ["MLT exact", "090° 15 nm"],
    ["MLT coarse", "090° about 20 nm"],
    ["MLT at its base", "090° about 50 nm"],
  ]);
});

const place = (lon: number) => ({ type: "Point", coordinates: [lon, 35] });
const withPlaces = (zoom: number, fuel: boolean): Seen => {
  const found = seen(unit("boat", 13.6, 0));
  const centre = {
    id: "c",
    party: "MLT",
    name: "RCC Malta",
    position: place(13.2),
    retired_at: null,
  };
  const point = { id: "f", party: "ITA", name: "Lampedusa", place: place(13.1) };
  return {
    ...found,
    view: { ...found.view, zoom },
    picture: { centre: new Map([["c", centre]]), fuel_point: new Map([["f", point]]) },
    shown: { fuel },
  } as unknown as Seen;
};
const named = (found: Seen) => nearest(found).map(({ name }) => name);

test("centres and fuel points come after the units, as far as their signs are drawn", () => {
  expect(named(withPlaces(8, true))).toEqual([
    "MLT boat",
    "ITA Lampedusa, fuel point",
    "MLT RCC Malta, centre",
  ]);
  expect(named(withPlaces(4, true))).toEqual(["MLT boat", "MLT RCC Malta, centre"]);
  expect(named(withPlaces(8, false))).toEqual(["MLT boat", "MLT RCC Malta, centre"]);
});

const withCase = (lon: number, view: "full" | "coarse" = "full"): Seen => {
  const incident = { id: "i", reference: "ITA-2026-0003", view };
  const found = seen(unit("boat", 13.6, 0));
  const opened = { thing: "incident", id: "i" };
  return { ...found, opened, incidents: [{ incident, point: place(lon) }] } as unknown as Seen;
};

test.each([
  ["from the open case", withCase(13.3), "ITA-2026-0003", ["", "090° 15 nm"]],
  ["no finer than it is told", withCase(13.3, "coarse"), "ITA-2026-0003", ["", "090° about 20 nm"]],
  ["from the middle where it is not in view", withCase(20), undefined, ["090° 29 nm"]],
  ["from the middle where no case is open", seen(unit("a", 13.3, 0)), undefined, ["090° 15 nm"]],
])("things are told %s", (_, found, from, told) => {
  expect(originOf(found).incident?.reference).toBe(from);
  expect(nearest(found).map((one) => one.told)).toEqual(told);
});

test("a unit is told with what it does, or why it may not come", () => {
  const [working, broken, free] = [unit("a", 13.1, 0), unit("b", 13.2, 0), unit("c", 13.3, 0)];
  const told = seen(
    { ...working, deployment: { state: "underway" } } as never,
    { ...broken, view: { name: "b", readiness: "maintenance" } } as never,
    { ...free, view: { name: "c", readiness: "available" } } as never,
  );
  expect(nearest(told).map(({ state }) => state)).toEqual(["under way", "maintenance", ""]);
});
