import { expect, test } from "vitest";
import type { Deployment, Position } from "@/api/types";
import type { Picture } from "./picture";
import { unitsOf } from "./placed";

const at = (lon: number, lat: number) => ({ type: "Point" as const, coordinates: [lon, lat] });
const [base, ship, scene] = [at(12, 35), at(12.5, 34.5), at(13, 34)];
const fix = (point: typeof base) => ({ point, at: "2026-05-04T12:00:00Z" }) as Position;
const nowMs = Date.parse("2026-05-04T12:00:00Z");

function shown(state: Deployment["state"], positions: Record<string, Position>, others = {}) {
  const carried = {
    id: "work",
    view: "full",
    state,
    asset_id: "pump",
    carrier_asset_id: "boat",
    incident_id: "case",
    ...others,
  };
  const datum = {
    point: scene,
    at: "2026-05-04T12:00:00Z",
    followed_until: "2026-05-05T12:00:00Z",
  };
  const picture = {
    asset: new Map([
      ["pump", { id: "pump", party: "ITA", base }],
      ["boat", { id: "boat", party: "ITA" }],
    ]),
    ship: new Map(),
    deployment: new Map([["work", carried]]),
    incident: new Map([["case", { id: "case", view: "full", datum, closed_at: null }]]),
  } as unknown as Picture;
  const units = unitsOf(picture, new Map(Object.entries(positions)), nowMs);
  const unit = units.find(({ id }) => id === "pump");
  return unit && [unit.shownAt, unit.point?.coordinates];
}

test("a unit with a position of its own is shown there, carried or not", () => {
  const positions = { pump: fix(at(11, 36)), boat: fix(ship) };
  expect(shown("underway", positions)).toEqual(["fix", [11, 36]]);
});

test("carried, it is shown at its carrier on the way, and at the scene once it is there", () => {
  expect(shown("underway", { boat: fix(ship) })).toEqual(["carrier", ship.coordinates]);
  const [from, point] = shown("on_scene", { boat: fix(ship) }) ?? [];
  expect(from).toBe("scene");
  expect(point?.[0]).toBeCloseTo(13, 6);
});

test("else it is shown at its base, as where its carrier is not known", () => {
  expect(shown("committed", { boat: fix(ship) })).toEqual(["base", base.coordinates]);
  expect(shown("underway", {})).toEqual(["base", base.coordinates]);
  const alone = { carrier_asset_id: null };
  expect(shown("underway", { boat: fix(ship) }, alone)).toEqual(["base", base.coordinates]);
});
