import { expect, test } from "vitest";
import type { Seen } from "../seen";
import { candidateWay } from "./ways";

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
