import { expect, test } from "vitest";
import { iconOf } from "../icons/names";
import type { Seen } from "../seen";
import { fuelPoints } from "./fuel-points";

const point = {
  id: "f",
  name: "Rig Alpha",
  party: "MLT",
  place: { type: "Point", coordinates: [12.6, 35.5] },
  hours_utc: "06:00-18:00",
};

const seen = (time: string, fuel = true) =>
  ({
    picture: { fuel_point: new Map([[point.id, point]]) },
    shown: { fuel },
    nowMs: Date.parse(`2026-10-11T${time}:00Z`),
  }) as unknown as Seen;

test("it stands where it is, with whose it is and its hours", () => {
  const [feature] = fuelPoints(seen("12:00"));
  expect(feature?.geometry).toEqual({ type: "Point", coordinates: [12.6, 35.5] });
  expect(feature?.properties?.name).toBe("Rig Alpha (MLT) 06:00-18:00");
});

test("its sign says whether it is open now, and none is drawn where none are shown", () => {
  const iconAt = (time: string) => iconOf(String(fuelPoints(seen(time))[0]?.properties?.icon));
  expect(iconAt("12:00")).toEqual({ what: "fuel", open: true });
  expect(iconAt("19:00")).toEqual({ what: "fuel", open: false });
  expect(fuelPoints(seen("12:00", false))).toEqual([]);
});
