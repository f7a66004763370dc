import { expect, test } from "vitest";
import type { Seen } from "../seen";
import { candidateWay, deploymentWays } from "./ways";

const place = (lon: number, lat: number) => ({ type: "Point", coordinates: [lon, lat] });
const MATCH = {
  asset_id: "nemo",
  way_nm: 30.2,
  time: { total_minutes: 28 },
  meets: null,
  turns: [],
  fuel_stops: [],
};
const seenWith = (given: object) =>
  ({
    candidates: null,
    soonest: null,
    hovered: { thing: "asset", id: "nemo" },
    units: [{ id: "nemo", point: place(12, 34) }],
    incidents: [{ incident: { id: "case" }, point: place(12, 34.5) }],
    ...given,
  }) as unknown as Seen;
const namesOf = (given: object) =>
  candidateWay(seenWith(given)).map(({ properties }) => properties?.name);

test("the way of one that could come is drawn before anybody has asked", () => {
  const soonest = { incidentId: "case", best: [MATCH] };
  expect(namesOf({ soonest })).toEqual(["30 nm · 28 min"]);
  expect(namesOf({ soonest, hovered: null })).toEqual([]);
});

test("while help is asked for, the match list says which way it is", () => {
  const matches = { items: [{ ...MATCH, way_nm: 41, time: null }] };
  const given = { candidates: { incidentId: "case", matches } };
  expect(namesOf({ ...given, soonest: { incidentId: "case", best: [MATCH] } })).toEqual(["41 nm"]);
  expect(namesOf({})).toEqual([]);
});

test("the way of a unit that is coming leads over the place where it takes fuel", () => {
  const stop = { after_work: false, place: place(12.5, 34.2), name: "Rig", minutes: 30 };
  const after = { after_work: true, place: place(13, 34.4), name: null, minutes: 30 };
  const work = { id: "d", asset_id: "nemo", incident_id: "case", state: "underway", party: "ITA" };
  const fuel_stops = [stop, after];
  const drawn = deploymentWays(
    seenWith({
      picture: { deployment: new Map([["d", { ...work, name: "Nemo 11" }]]) },
      units: [{ id: "nemo", thing: "asset", view: { kind: "aircraft" }, point: place(12, 34) }],
      incidents: [{ incident: { id: "case", view: "full" }, point: place(12, 34.5) }],
      seaWays: new Map(),
      expected: new Map([["d", { at: null, fuel_stops }]]),
      nowMs: 0,
    }),
  );
  const [way, ...stops] = drawn.map(({ geometry }) => geometry);
  const line = way?.type === "LineString" ? way.coordinates : [];
  expect(line).toContainEqual([12.5, 34.2]);
  expect(line).not.toContainEqual([13, 34.4]);
  expect(stops).toEqual([stop.place, after.place]);
  expect(drawn.slice(1).map(({ properties }) => properties?.name)).toEqual([
    "Rig: fuel, 30 min",
    "fuel, 30 min, after the work",
  ]);
});
