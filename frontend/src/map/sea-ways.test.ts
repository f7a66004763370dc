import { expect, test } from "vitest";
import type { LonLat } from "@/geo/lonlat";
import { comingOf } from "./coming";
import { deploymentWays } from "./layers/ways";
import { unknownWays } from "./sea-ways";
import type { Seen } from "./seen";

const PALERMO: LonLat = [13.4, 38.2];
const TURN: LonLat = [12.35, 38.05];
const SCENE: LonLat = [12.7, 34.3];
const point = ([lon, lat]: LonLat) => ({ type: "Point", coordinates: [lon, lat] });

const seen = (
  kind: string,
  state: string,
  from = PALERMO,
  turns: readonly LonLat[] | null = null,
  { stop = null, over = stop }: { stop?: LonLat | null; over?: LonLat | null } = {},
) =>
  ({
    picture: {
      deployment: new Map([
        ["d", { id: "d", asset_id: "a", ship_id: null, incident_id: "i", state, party: "ITA" }],
      ]),
    },
    units: [{ id: "a", thing: "asset", view: { kind }, point: point(from) }],
    incidents: [{ incident: { id: "i", view: "full" }, point: point(SCENE) }],
    seaWays: new Map(
      turns ? [["d", { from: PALERMO, to: SCENE, over: over ? [over] : [], turns }]] : [],
    ),
    expected: new Map(
      stop ? [["d", { at: null, fuel_stops: [{ after_work: false, place: point(stop) }] }]] : [],
    ),
    nowMs: 0,
  }) as unknown as Seen;

const lineOf = (one: Seen) => {
  const geometry = deploymentWays(one)[0]?.geometry;
  return geometry?.type === "LineString" ? geometry.coordinates : [];
};

test("a vessel is drawn by its turns once they are known, and straight until then", () => {
  expect(lineOf(seen("vessel", "underway"))).not.toContainEqual([...TURN]);
  expect(lineOf(seen("vessel", "underway", PALERMO, [TURN]))).toContainEqual([...TURN]);
});

test("a turn that lies behind is not drawn any more", () => {
  const near: LonLat = [PALERMO[0] - 0.03, PALERMO[1]];
  const past: LonLat = [PALERMO[0] - 0.04, PALERMO[1]];
  expect(lineOf(seen("vessel", "underway", past, [near, TURN]))).not.toContainEqual([...near]);
  expect(lineOf(seen("vessel", "underway", past, [near, TURN]))).toContainEqual([...TURN]);
  expect(lineOf(seen("vessel", "underway", PALERMO, [near, TURN]))).toContainEqual([...near]);
});

test("the way of a vessel is asked for at first, and anew when it has gone on", () => {
  const unknown = (one: Seen) => [...unknownWays(comingOf(one), one.seaWays).keys()];
  expect(unknown(seen("vessel", "underway"))).toEqual(["i"]);
  expect(unknown(seen("vessel", "underway", PALERMO, [TURN]))).toEqual([]);
  expect(unknown(seen("vessel", "underway", [13.3, 38.2], [TURN]))).toEqual(["i"]);
  expect(unknown(seen("aircraft", "underway"))).toEqual([]);
  expect(unknown(seen("vessel", "on_scene"))).toEqual([]);
});

test("the way of a vessel that takes fuel first is asked for over that place, and drawn so", () => {
  const stop: LonLat = [12.5, 38];
  const asked = (over: LonLat | null) =>
    seen("vessel", "underway", PALERMO, [TURN], { stop, over });
  const unknown = (one: Seen) => unknownWays(comingOf(one), one.seaWays).get("i") ?? [];
  expect(unknown(asked(null)).map(({ over }) => over)).toEqual([[stop]]);
  expect(unknown(asked(stop))).toEqual([]);
  expect(lineOf(asked(null))).toContainEqual([...stop]);
  expect(lineOf(asked(null))).not.toContainEqual([...TURN]);
  expect(lineOf(asked(stop))).toContainEqual([...TURN]);
  expect(unknown(seen("vessel", "underway", PALERMO, [TURN], { over: stop }))).toHaveLength(1);
});
