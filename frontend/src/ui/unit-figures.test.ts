import { expect, test } from "vitest";
import type { SceneUnit } from "@/state/scene";
import { isFuelUnknown, landingOf, peopleOf, runsOf, speedOf } from "./unit-figures";

const type = {
  capacity_normal: 20,
  capacity_extreme: 60,
  cruise_kn: 25,
  response_kn: 25,
  radius_nm: null,
  range_nm: null,
  endurance_h: null,
};
const unit = (overrides?: Record<string, number | null>) => ({
  view: { overrides } as unknown as SceneUnit["view"],
});

test("figures of the type are told as such", () => {
  expect(runsOf(peopleOf(unit(), type))).toEqual([{ text: "takes 20, at most 60", byType: true }]);
  expect(runsOf(speedOf(unit(), type))).toEqual([{ text: "cruises at 25 kn", byType: true }]);
});

test("those of its own are not, each for itself", () => {
  expect(runsOf(peopleOf(unit({ capacity_normal: 0 }), type))).toEqual([
    { text: "takes 0", byType: false },
    { text: "at most 60", byType: true },
  ]);
  const own = unit({ cruise_kn: 30, response_kn: 30, radius_nm: 200 });
  expect(runsOf(speedOf(own, type))).toEqual([
    { text: "cruises at 30 kn, radius 200 nm", byType: false },
  ]);
});

test("the speed at which it answers is told where it is another, and how far and long it goes", () => {
  const boat = { ...type, response_kn: 29, range_nm: 250, endurance_h: 10 };
  expect(runsOf(speedOf(unit({ range_nm: 140 }), boat))).toEqual([
    { text: "cruises at 25 kn, answers at 29 kn", byType: true },
    { text: "range 140 nm", byType: false },
    { text: "stays out 10 h", byType: true },
  ]);
});

test("the most is not told twice, and nothing of what nobody has told", () => {
  expect(peopleOf(unit({ capacity_extreme: 20 }), type).map(({ text }) => text)).toEqual([
    "takes 20",
  ]);
  expect(peopleOf({ view: {} as SceneUnit["view"] }, undefined)).toEqual([]);
});

test("what it needs to land is told by its type, as far as that is known", () => {
  const helicopter = { d_value_m: 16.63, mass_max_t: 6.8, runway_m: null };
  expect(runsOf(landingOf(helicopter))).toEqual([
    { text: "D-value 16.63 m, 6.8 t at take-off", byType: true },
  ]);
  expect(landingOf({ d_value_m: null, mass_max_t: null, runway_m: null })).toEqual([]);
});

const point = (lon: number, lat: number) => ({ type: "Point" as const, coordinates: [lon, lat] });
const base = point(12, 36);
const at = (lat: number, precision_nm = 0) => ({ point: point(12, lat), precision_nm });
const placed = (parts: object) =>
  ({
    thing: "asset",
    view: { base },
    position: null,
    deployment: null,
    ...parts,
  }) as unknown as Parameters<typeof isFuelUnknown>[0];

test.each([
  ["at its base", { position: at(36.01) }, false],
  ["away from it", { position: at(36.05) }, true],
  ["in the coarse place of its base", { position: at(36.1, 10) }, false],
  ["in another", { position: at(36.2, 10) }, true],
  ["with no position", {}, false],
  ["where its base is not told", { view: {}, position: at(36.01) }, true],
  ["told to be at sea", { view: { base, at_sea: true } }, true],
  ["on its way to work", { deployment: { state: "underway" } }, true],
  ["on its way home", { deployment: { state: "returning" } }, true],
  ["not gone yet", { deployment: { state: "committed" } }, false],
  ["a ship", { thing: "ship", view: {} }, true],
])("a unit's fuel is not known once it is away: %s", (_, parts, unknown) => {
  expect(isFuelUnknown(placed(parts), { ...type, range_nm: 200 })).toBe(unknown);
  expect(isFuelUnknown(placed(parts), type)).toBe(false);
});
