import { expect, test } from "vitest";
import { TRAITS } from "@/api/traits";
import type { DeploymentState, FullDeployment } from "@/api/types";
import {
  type Hands,
  isOnWayAfter,
  isUnlikely,
  plainSteps,
  seldomFactsFor,
  stepsFor,
} from "./deployment-steps";
import { isActive } from "./scene";

const work = (state: DeploymentState, more: Partial<FullDeployment> = {}) =>
  ({
    view: "full",
    state,
    party: "ITA",
    lead_party: "MLT",
    hailed_by: null,
    asset_id: "a",
    ship_id: null,
    aboard: 0,
    dead: 0,
    dead_landed: 0,
    ...more,
  }) as FullDeployment;
const hailed = (state: DeploymentState, aboard = 0) =>
  work(state, { party: null, asset_id: null, ship_id: "s", aboard });

const watch = (party: string): Hands => ({ party, watches: true, coordinates: false });
const coordinator = (party: string): Hands => ({ party, watches: true, coordinates: true });

test("the owner's watch reports the steps of its asset, the usual one first", () => {
  expect(stepsFor(work("committed"), watch("ITA"))).toEqual([
    "depart",
    "mobilise",
    "promise",
    "recall",
  ]);
  expect(stepsFor(work("on_scene"), watch("ITA"))).toEqual(["load", "refuel", "recall"]);
  expect(stepsFor(work("returned"), watch("ITA"))).toEqual([]);
});

test("nobody is expected aboard what has no room, nor fuel in what is carried", () => {
  const roomy = { capacity_normal: 8, capacity_extreme: null };
  const none = { capacity_normal: null, capacity_extreme: null };
  const there = work("on_scene", { persons: 0 });
  expect(isUnlikely("load", there, { kind: "aircraft" }, none)).toBe(true);
  expect(isUnlikely("refuel", there, { kind: "aircraft" }, none)).toBe(false);
  expect(isUnlikely("load", there, { kind: "vessel" }, roomy)).toBe(false);
  expect(isUnlikely("load", work("on_scene", { persons: 4 }), { kind: "aircraft" }, none)).toBe(
    false,
  );
  expect(isUnlikely("load", { ...there, aboard: 2 }, { kind: "aircraft" }, none)).toBe(false);
  expect(isUnlikely("load", there, undefined, undefined)).toBe(false);
  expect(isUnlikely("refuel", there, { kind: "equipment" }, none)).toBe(true);
  expect(isUnlikely("recall", there, { kind: "equipment" }, none)).toBe(false);
});

test("an arrival is promised with the steps after which a unit is still to come", () => {
  expect(isOnWayAfter(work("committed"), "depart")).toBe(true);
  expect(isOnWayAfter(work("mobilising"), "get-underway")).toBe(true);
  expect(isOnWayAfter(work("underway"), "refuel")).toBe(true);
  expect(isOnWayAfter(hailed("hailed"), "proceed")).toBe(true);
  expect(isOnWayAfter(work("underway"), "arrive")).toBe(false);
  expect(isOnWayAfter(work("on_scene"), "refuel")).toBe(false);
  expect(isOnWayAfter(hailed("hailed"), "unable")).toBe(false);
  expect(isOnWayAfter(work("returned"), undefined)).toBe(false);
});

test("another arrival is promised while a unit is still to come", () => {
  const told = (state: DeploymentState, by = watch("ITA")) =>
    stepsFor(work(state), by).includes("promise");
  for (const state of ["committed", "mobilising", "underway"] as const) {
    expect(told(state)).toBe(true);
    expect(told(state, coordinator("MLT"))).toBe(false);
  }
  for (const state of ["on_scene", "refuelling", "loaded", "released", "recalled"] as const)
    expect(told(state)).toBe(false);
  for (const state of ["hailed", "proceeding"] as const)
    expect(stepsFor(hailed(state), watch("MLT"))).toContain("promise");
  expect(stepsFor(hailed("on_scene"), watch("MLT"))).not.toContain("promise");
  expect(plainSteps(work("underway"), watch("ITA"))).not.toContain("promise");
});

test("the lead directs where a coordinator is on watch, and others do nothing", () => {
  expect(stepsFor(work("underway"), coordinator("MLT"))).toEqual(["stand-down"]);
  expect(stepsFor(work("underway"), watch("MLT"))).toEqual([]);
  expect(stepsFor(work("underway"), coordinator("TUN"))).toEqual([]);
  const nobody: Hands = { party: "ITA", watches: false, coordinates: false };
  expect(stepsFor(work("underway"), nobody)).toEqual([]);
});

test("survivors are delivered while some are aboard, also by a unit that went to refuel", () => {
  const full = { aboard: 3 };
  for (const state of ["refuelling", "recalled", "diverted"] as const) {
    expect(stepsFor(work(state, full), watch("ITA"))).toContain("deliver");
    expect(stepsFor(work(state, { uncounted_aboard: true }), watch("ITA"))).toContain("deliver");
    expect(stepsFor(work(state), watch("ITA"))).not.toContain("deliver");
  }
});

test("a ship of opportunity is reported by the lead alone", () => {
  expect(stepsFor(hailed("hailed"), coordinator("MLT"))).toEqual([
    "proceed",
    "unable",
    "promise",
    "release",
  ]);
  expect(stepsFor(hailed("embarked", 4), watch("MLT"))).toEqual(["deliver", "embark", "unable"]);
  expect(stepsFor(hailed("hailed"), coordinator("ITA"))).toEqual([]);
});

test("of a closed case its owner still reports what happened, before or since", () => {
  const closed = (state: DeploymentState, more: Partial<FullDeployment> = {}) =>
    stepsFor(work(state, more), watch("ITA"), true);
  expect(closed("stood_down")).toEqual(["depart", "arrive", "load", "refuel"]);
  expect(closed("released")).toEqual(["return", "recall", "arrive", "load", "returned", "refuel"]);
  const there = { arrived_at: "2026-10-11T14:00:00Z" };
  expect(closed("returning", there)).toEqual(["returned", "recall", "load", "refuel"]);
  expect(stepsFor(hailed("released"), watch("MLT"), true)).toEqual(["arrive", "embark"]);
});

test("facts that come out of turn are offered apart while the case is open", () => {
  expect(seldomFactsFor(work("underway"), watch("ITA"))).toEqual(["load", "refuel"]);
  expect(seldomFactsFor(work("underway"), coordinator("MLT"))).toEqual([]);
  expect(seldomFactsFor(hailed("released"), watch("MLT"))).toEqual(["arrive", "embark"]);
  expect(stepsFor(hailed("released"), watch("MLT"))).toEqual([]);
  const there = { arrived_at: "2026-10-11T14:00:00Z" };
  expect(seldomFactsFor(work("returned", there), watch("ITA"))).toEqual(["load", "refuel"]);
  expect(seldomFactsFor(work("recalled", there), watch("ITA"))).toContain("returned");
  for (const state of ["committed", "mobilising", "stood_down", "diverted"] as const)
    expect(seldomFactsFor(work(state), watch("ITA"))).toContain("arrive");
  expect(seldomFactsFor(hailed("hailed"), watch("MLT"))).toContain("arrive");
  expect(seldomFactsFor(hailed("unable"), watch("MLT"))).toEqual(
    expect.arrayContaining(["arrive", "proceed"]),
  );
  expect(seldomFactsFor(work("on_scene"), watch("ITA"))).toEqual([]);
});

test("whoever is aboard may be landed in every state, with the usual steps", () => {
  const aboard = (state: DeploymentState) => stepsFor(work(state, { aboard: 3 }), watch("ITA"));
  for (const state of ["underway", "on_scene", "released", "returning", "returned"] as const)
    expect(aboard(state)).toContain("deliver");
  expect(stepsFor(hailed("on_scene", 3), watch("MLT"))).toContain("deliver");
  const dead = { dead: 2, dead_landed: 1 };
  expect(stepsFor(work("loaded", dead), watch("ITA"))).toContain("deliver");
  expect(stepsFor(work("loaded", { ...dead, dead_landed: 2 }), watch("ITA"))).not.toContain(
    "deliver",
  );
});

test("a released ship is at its end, a released asset is not", () => {
  expect(isActive(hailed("released"))).toBe(false);
  expect(isActive(work("released"))).toBe(true);
  const over = Object.keys(TRAITS).filter(
    (state) =>
      !isActive(work(state as DeploymentState)) && !isActive(hailed(state as DeploymentState)),
  );
  expect(over.sort()).toEqual(["diverted", "recalled", "returned", "stood_down", "unable"]);
});

test("who hailed a ship without leading directs her beside the lead", () => {
  const ship = { ...hailed("hailed"), lead_party: "ITA", hailed_by: "MLT" };
  expect(stepsFor(ship, watch("MLT"))).toEqual(stepsFor(ship, watch("ITA")));
  expect(stepsFor(ship, watch("MLT"))).toContain("proceed");
  expect(stepsFor(ship, watch("TUN"))).toEqual([]);
});

test("plain steps are told with their time, those that ask something in their own forms", () => {
  expect(plainSteps(work("underway"), watch("ITA"))).toEqual(["arrive"]);
  expect(plainSteps(work("committed"), watch("ITA"))).toEqual(["depart", "mobilise", "arrive"]);
  expect(plainSteps(work("loaded", { aboard: 3 }), watch("ITA"))).toEqual(["arrive"]);
  expect(plainSteps(hailed("unable"), watch("MLT"))).toEqual(["proceed", "arrive"]);
  expect(plainSteps(work("underway"), watch("TUN"))).toEqual([]);
});
