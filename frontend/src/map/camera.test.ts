import { expect, test } from "vitest";
import {
  around,
  bestOutside,
  casesOutside,
  firstBounds,
  incidentBounds,
  regionBounds,
} from "./camera";
import { coveredBelow } from "./floating-parts";
import { bearing } from "./near";
import { roomIn } from "./room";
import type { Seen } from "./seen";

test("corners hold all points, also across the antimeridian", () => {
  expect(
    around([
      [12, 34],
      [14, 36],
      [13, 33],
    ]),
  ).toEqual([12, 33, 14, 36]);
  expect(
    around([
      [179, -17],
      [-179, -18],
    ]),
  ).toEqual([179, -18, 181, -17]);
  expect(around([])).toBeNull();
});

test("a bearing is said with three digits", () => {
  expect(bearing([12, 34], [12, 35])).toEqual(["000°", "60 nm"]);
  expect(bearing([12, 34], [12.1, 34])).toEqual(["090°", "5.0 nm"]);
});

test("the room around what is fitted leaves half of a small map", () => {
  expect(roomIn(640, 600)).toEqual({ top: 70, bottom: 70, left: 60, right: 90 });
  for (const [width, height] of [
    [390, 120],
    [80, 337],
  ] as const) {
    const { top, bottom, left, right } = roomIn(width, height);
    expect(top + bottom).toBeLessThanOrEqual(height / 2);
    expect(left + right).toBeLessThanOrEqual(width / 2);
  }
});

test("what is fitted stands above the lines that float over the lower edge", () => {
  const acts = { left: 400, top: 8, width: 200, height: 30 };
  const line = { left: 8, top: 480, width: 300, height: 25 };
  expect(coveredBelow([acts, line], 600)).toBe(120);
  expect(coveredBelow([acts], 600)).toBe(0);
  expect(roomIn(640, 600, 1, 120)).toMatchObject({ top: 70, bottom: 145 });
  expect(roomIn(640, 600, 1, 30)).toEqual(roomIn(640, 600));
  const { top, bottom } = roomIn(390, 280, 1, 120);
  expect(top + bottom).toBe(140);
});

const point = (lon: number, lat: number) => ({ type: "Point" as const, coordinates: [lon, lat] });

/** A case at 12°E 34°N with candidates at these places, best first. */
function ranked(...places: readonly (readonly [number, number])[]): Seen {
  const incident = { id: "case", view: "full" };
  return {
    incidents: [{ incident, point: point(12, 34), uncertainty_nm: 1, present: null }],
    units: places.map(([lon, lat], place) => ({
      thing: "asset",
      id: `unit ${place}`,
      point: point(lon, lat),
      deployment: null,
    })),
    candidates: {
      incidentId: "case",
      matches: {
        items: places.map((_, place) => ({ asset_id: `unit ${place}`, rank: place + 1 })),
      },
    },
    opened: { thing: "incident", id: "case" },
  } as unknown as Seen;
}

const east = (seen: Seen) => (incidentBounds(seen) as number[])[2];

test("the best five are in view, also from far, and no sixth", () => {
  const near = [12.1, 34] as const;
  expect(east(ranked([20, 34]))).toBe(20);
  expect(east(ranked(near, near, near, near, [20, 34]))).toBe(20);
  expect(east(ranked(near, near, near, near, near, [20, 34]))).toBeLessThan(13);
});

test("one that would make the view wider than 20° is left out, and the next is not", () => {
  expect(east(ranked([33, 34], [20, 34]))).toBe(20);
  expect(incidentBounds(ranked([12, 60]))).toEqual(incidentBounds(ranked()));
});

test("a candidate without a place leaves room for a sixth", () => {
  const near = [12.1, 34] as const;
  const seen = ranked(near, near, near, near, near, [20, 34]);
  const [first] = seen.units;
  if (first) (first as { point: unknown }).point = null;
  expect(east(seen)).toBe(20);
});

test("the best that the map does not show are counted, also across the antimeridian", () => {
  const view = { west: 10, south: 30, east: 14, north: 38, zoom: 6 };
  const places = [
    [12.1, 34],
    [33, 34],
    [12, 60],
    [12.2, 34],
    [12.3, 34],
    [60, 0],
  ] as const;
  expect(bestOutside({ ...ranked(...places), view })).toBe(2);
  const pacific = { ...view, west: 170, east: 190 };
  expect(bestOutside({ ...ranked([-175, 34], [165, 34]), view: pacific })).toBe(1);
});

test("without a case the own region is shown whole, else the waters around the own centre", () => {
  const of = (srr: unknown) => {
    const centre = new Map([["own", { position: point(14.47, 35.85), srr }]]);
    return regionBounds({ picture: { centre } } as unknown as Seen, "own");
  };
  const square = (west: number, east: number) => [
    [
      [west, 34],
      [east, 34],
      [east, 36],
      [west, 36],
      [west, 34],
    ],
  ];
  expect(of({ type: "Polygon", coordinates: square(11, 19) })).toEqual([11, 34, 19, 36]);
  const parts = [square(178, 180), square(-180, -175)];
  expect(of({ type: "MultiPolygon", coordinates: parts })).toEqual([178, 34, 185, 36]);
  const [west, south, east, north] = of(null) ?? [];
  expect([west, south, east, north].map((one) => Math.round(one ?? 0))).toEqual([12, 34, 17, 38]);
  expect(regionBounds({ picture: { centre: new Map() } } as unknown as Seen, "own")).toBeNull();
});

type Place = readonly [number, number];
const DESK = { party: "ITA", centre_id: "own" };

/** The place of a case, whom it involves, and its phase. */
const openCase = ([lon, lat]: Place, involved = ["ITA"], phase = "alert") => ({
  incident: { id: "a case", view: "full", phase, involved: involved.map((party) => ({ party })) },
  point: point(lon, lat),
});

/** A view of the own centre with this region (west, south, east, north), and of another centre. */
function firstSeen(box: readonly number[] | null, ...incidents: readonly object[]): Seen {
  const [w = 0, s = 0, e = 0, n = 0] = box ?? [];
  const ring = [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ];
  const srr = box && { type: "Polygon", coordinates: [ring] };
  const own = { party: "ITA", position: point(14, 36), srr };
  const far = { party: "AUS", position: point(149, -35), srr: null };
  return {
    picture: { centre: new Map(Object.entries({ own, far })) },
    incidents,
    closed: null,
  } as never;
}

const MED = [8, 34, 18, 40] as const;
const coarse = { incident: { view: "coarse", phase: "distress" }, point: point(20, 38) };

test.each([
  ["the own region without cases", MED, [], [8, 34, 18, 40]],
  ["without a region the waters around the own centre", null, [], [12, 34, 16, 38]],
  ["a case at its rim with what is around it", MED, [openCase([18, 36])], [8, 34, 19, 40]],
  ["no case on the other side of the earth", MED, [openCase([160, -40])], [8, 34, 18, 40]],
  ["no case of others", MED, [openCase([22, 36], ["MLT", "GRC"])], [8, 34, 18, 40]],
  ["none that is seen coarsely", MED, [coarse], [8, 34, 18, 40]],
  [
    "of two that do not both fit the graver, not the first",
    MED,
    [openCase([0, 37]), openCase([27, 37], ["ITA"], "distress")],
    [8, 34, 28, 40],
  ],
  [
    "the near one after one that is too far",
    MED,
    [openCase([60, 37], ["ITA"], "distress"), openCase([21, 37])],
    [8, 34, 22, 40],
  ],
  ["wide waters grow by half", [0, -60, 60, -10], [openCase([80, -30])], [0, -60, 80, -10]],
  ["and no more", [0, -60, 60, -10], [openCase([95, -30])], [0, -60, 60, -10]],
  [
    "a case beyond the antimeridian",
    [170, -20, 178, -14],
    [openCase([-178, -17])],
    [170, -20, 182, -14],
  ],
  ["none far beyond it", [170, -20, 178, -14], [openCase([-140, -17])], [170, -20, 178, -14]],
])("the first view shows %s", (_, box, cases, wanted) => {
  const found = firstBounds(firstSeen(box, ...cases), DESK) as number[];
  expect(found.map(Math.round)).toEqual(wanted);
});

test("without a centre of one's own the first view shows all centres, and nothing without any", () => {
  const seen = firstSeen(MED);
  const [west, , east] = firstBounds(seen, { ...DESK, centre_id: "none" }) as number[];
  expect([Math.round(west ?? 0), Math.round(east ?? 0)]).toEqual([8, 151]);
  expect(firstBounds({ ...seen, picture: { centre: new Map() } } as never, DESK)).toBeNull();
});

test("own cases that the map does not show are counted, while none is open", () => {
  const seen = firstSeen(
    MED,
    openCase([10, 36]),
    openCase([-170, -17]),
    openCase([60, 36]),
    openCase([60, 36], ["MLT"]),
  );
  const view = { west: 8, south: 34, east: 18, north: 40, zoom: 6 };
  const outside = (more: object) => casesOutside({ ...seen, view, ...more } as Seen, DESK);
  expect(outside({})).toBe(2);
  const pacific = { ...view, west: 170, east: 195, south: -20, north: 0 };
  expect(outside({ view: pacific })).toBe(2);
  expect(outside({ closed: { id: "of old", datum: null } })).toBe(0);
});
