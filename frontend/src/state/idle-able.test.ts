import { expect, test } from "vitest";
import type { Asset, AssetType, Deployment } from "@/api/types";
import { idleAble } from "./idle-able";

const PACE = [{ means: "hoist", up_to_sea_state: 4, persons_an_hour: 12 }];
const TYPES = new Map([
  ["H1", { kind: "aircraft", recovery: PACE } as unknown as AssetType],
  ["F1", { kind: "aircraft", recovery: [] } as unknown as AssetType],
]);

const asset = (more: Partial<Asset>): Asset =>
  ({
    id: "a",
    name: "Rescue 1",
    own: true,
    kind: "aircraft",
    type: "H1",
    readiness: "available",
    ...more,
  }) as Asset;
const at = (state: Deployment["state"]) => ({ asset_id: "a", state, view: "full" }) as Deployment;

test.each<[string, Partial<Asset>, Deployment[], boolean]>([
  ["a helicopter with a hoist", {}, [], true],
  ["any vessel", { kind: "vessel", type: "unknown here" }, [], true],
  ["an aeroplane takes nobody", { type: "F1" }, [], false],
  ["of a type that is not known here", { type: "unknown here" }, [], false],
  ["another party's", { own: false }, [], false],
  ["not at readiness", { readiness: "maintenance" }, [], false],
  ["gone from the register", { retired_at: "2026-10-11T12:00:00Z" }, [], false],
  ["at work", {}, [at("underway")], false],
  ["home again", {}, [at("returned")], true],
])("%s", (_, more, works, idle) => {
  expect(idleAble([asset(more)], works, TYPES).length === 1).toBe(idle);
});
