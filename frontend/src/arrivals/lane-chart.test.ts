import { expect, test } from "vitest";
import type { Deployment, ExpectedTime, Match, Matches, Offer, Request } from "@/api/types";
import { NOTHING, type Picture } from "@/state/picture";
import { chartOf } from "./lane-chart";

const need = {
  id: "n",
  what: "Recover people",
  unit: "persons",
  quantity: 400,
  by_at: null,
  withdrawn_at: null,
  coverage: { promised: 200, room_unknown: [] as string[] },
};
const request = { id: "r", incident_id: "i", state: "open", needs: [need] } as unknown as Request;
const NONE = new Map();
const picture: Picture = { ...NOTHING, request: new Map([["r", request]]) };

test("what is promised is as the platform counts it, unless somebody is being asked", () => {
  expect(chartOf(picture, "i", null, NONE, 0, 8).need?.promised).toBe(200);
  const matches = { need, items: [] } as unknown as Matches;
  expect(chartOf(picture, "i", { incidentId: "i", matches }, NONE, 0, 8).need?.promised).toBe(0);
});

test("where of some unit the room is not known, it is so many at least", () => {
  const told = { promised: 200, room_unknown: ["Nemo"] };
  const asked = { ...request, needs: [{ ...need, coverage: told }] } as unknown as Request;
  const seen = { ...picture, request: new Map([["r", asked]]) };
  expect(chartOf(seen, "i", null, NONE, 0, 8).need?.atLeast).toBe(true);
  expect(chartOf(picture, "i", null, NONE, 0, 8).need?.atLeast).toBe(false);
});

test("where coverage is not told no count is, only what was asked", () => {
  const untold = { ...request, needs: [{ ...need, coverage: null }] } as Request;
  const chart = chartOf({ ...picture, request: new Map([["r", untold]]) }, "i", null, NONE, 0, 8);
  expect(chart.need).toMatchObject({ told: false, wanted: 400, promised: 0 });
  expect(chart.steps).toEqual([]);
  expect(chartOf(picture, "i", null, NONE, 0, 8).need?.told).toBe(true);
  const matches = { need, items: [] } as unknown as Matches;
  expect(chartOf(picture, "i", { incidentId: "i", matches }, NONE, 0, 8).need?.told).toBe(true);
});

test("a case that all have left is not one on the way to which nobody is yet", () => {
  const at = (state: string) => {
    const work = { id: "d", incident_id: "i", state, ship_id: null, asset_id: "a", view: "brief" };
    const deployment = new Map([["d", work as unknown as Deployment]]);
    return chartOf({ ...NOTHING, deployment }, "i", null, NONE, 0, 8).hasLeft;
  };
  expect(at("returned")).toBe(true);
  expect(at("on_scene")).toBe(false);
  expect(chartOf(NOTHING, "i", null, NONE, 0, 8).hasLeft).toBe(false);
});

test("units that come for no need are told beside it, where they would count", () => {
  const work = (id: string, rest: object) => [
    id,
    {
      id,
      incident_id: "i",
      asset_id: id,
      ship_id: null,
      state: "underway",
      view: "full",
      need_id: null,
      persons: 500,
      aboard: 0,
      recovered: 0,
      quantity: 1,
      late: null,
      arrived_at: null,
      ...rest,
    } as unknown as Deployment,
  ];
  const beside = (...works: unknown[]) => {
    const deployment = new Map(works as [string, Deployment][]);
    return chartOf({ ...picture, deployment }, "i", null, NONE, 0, 8).need?.beside;
  };
  expect(beside()).toBe(0);
  expect(beside(work("a", {}), work("b", {}))).toBe(2);
  expect(beside(work("a", { need_id: "n" }), work("b", { view: "brief" }))).toBe(0);
});

const match = (id: string) =>
  ({
    asset_id: id,
    rank: 1,
    time: {
      notice_minutes: 0,
      wait_minutes: 0,
      border_minutes: 0,
      hold_minutes: 0,
      total_minutes: 30,
    },
    fuel_stops: [],
    on_scene_minutes: null,
  }) as unknown as Match;
const offer = {
  id: "o",
  incident_id: "i",
  state: "offered",
  party: "MLT",
  valid_until: "1970-01-01T01:00:00Z",
  items: [{ id: "it", asset_id: "a", from_at: "1970-01-01T00:00:00Z", promised_at: null }],
} as unknown as Offer;

test("what is offered has its lane as long as it stands, and is no candidate as well", () => {
  const offered = { ...picture, offer: new Map([["o", offer]]) };
  const matches = {
    need,
    asked_at: "1970-01-01T00:00:00Z",
    items: [match("a"), match("b")],
  } as unknown as Matches;
  const kinds = (nowMs: number) =>
    chartOf(offered, "i", { incidentId: "i", matches }, NONE, nowMs, 8).lanes.map(
      ({ kind }) => kind,
    );
  expect(kinds(0)).toEqual(["candidate", "offer"]);
  expect(kinds(3_600_000)).toEqual(["candidate", "candidate"]);
});

test("of candidates that have no room it is said how many there are", () => {
  const items = ["a", "b", "c", "d", "e"].map(match);
  const matches = { need, asked_at: "1970-01-01T00:00:00Z", items } as unknown as Matches;
  const chart = (room: number) =>
    chartOf(picture, "i", { incidentId: "i", matches }, NONE, 0, room);
  expect([chart(8).lanes.length, chart(8).more]).toEqual([5, 0]);
  expect([chart(4).lanes.length, chart(4).more]).toEqual([4, 1]);
  expect([chart(0).lanes.length, chart(0).more]).toEqual([3, 2]);
});

test("what is there, and nobody is told since when, stands before what is still to come", () => {
  const works = [
    ["late", "underway", "1970-01-01T02:00:00Z"],
    ["there", "on_scene", null],
    ["no time", "underway", null],
    ["soon", "underway", "1970-01-01T01:00:00Z"],
  ] as const;
  const deployment = new Map(
    works.map(([name, state]) => {
      const work = { id: name, name, incident_id: "i", state, asset_id: name, view: "brief" };
      return [name, work as unknown as Deployment];
    }),
  );
  const expected = new Map(works.map(([name, , at]) => [name, { at } as ExpectedTime]));
  const { lanes } = chartOf({ ...NOTHING, deployment }, "i", null, expected, 0, 8);
  expect(lanes.map(({ name }) => name)).toEqual(["there", "soon", "late", "no time"]);
});
