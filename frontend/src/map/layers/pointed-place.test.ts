import { expect, test } from "vitest";
import type { Seen } from "../seen";
import { pointedPlaces } from "./pointed-place";

const centre = {
  id: "c",
  position: { type: "Point", coordinates: [14.5, 35.9] },
  retired_at: null,
};
const fuel = { id: "f", place: { type: "Point", coordinates: [12.6, 35.5] } };

const seen = (change: Partial<Seen>, fuelShown = true) =>
  ({
    picture: { centre: new Map([["c", centre]]), fuel_point: new Map([["f", fuel]]) },
    shown: { fuel: fuelShown },
    hovered: null,
    selected: null,
    ...change,
  }) as unknown as Seen;

test("a centre or fuel point has its ring while it is pointed at or chosen", () => {
  const both = seen({
    hovered: { thing: "centre", id: "c" },
    selected: { thing: "fuel_point", id: "f" },
  });
  expect(pointedPlaces(both).map(({ id }) => id)).toEqual(["c", "f"]);
  expect(pointedPlaces(seen({ hovered: { thing: "asset", id: "c" } }))).toEqual([]);
});

test("a fuel point that is not drawn has none", () => {
  expect(pointedPlaces(seen({ selected: { thing: "fuel_point", id: "f" } }, false))).toEqual([]);
});

test("chosen and pointed at, it has one", () => {
  const same = { thing: "centre", id: "c" } as const;
  expect(pointedPlaces(seen({ hovered: same, selected: same }))).toHaveLength(1);
});
