import { expect, test } from "vitest";
import type { Deployment, ExpectedTime, FullDeployment, Match, Matches, Offer } from "@/api/types";
import { axisOf, share, ticks } from "./axis";
import { candidateLane, deploymentLane, type Lane, offerLane } from "./lane";
import { metAt, stepsOf, towards } from "./lane-steps";
import { isBare, untoldText } from "./untold";

const ASKED = "2026-05-04T14:00:00Z";
const at = (clock: string) => Date.parse(`2026-05-04T${clock}:00Z`);
const NOW = at("14:00");

const matches = { asked_at: ASKED, need: { by_at: "2026-05-04T16:00:00Z" } } as Matches;
const match = {
  asset_id: "a",
  ship_id: null,
  party: "ITA",
  name: "Nemo 11-03",
  verdict: "allowed",
  rank: 1,
  time: {
    notice_minutes: 30,
    wait_minutes: 0,
    clearance_minutes: null,
    border_minutes: 0,
    hold_minutes: 0,
    transit_minutes: 29,
    total_minutes: 59,
    eta_at: "",
  },
  band_minutes: { p10: 52, p50: 59, p90: 66 },
  fuel_stops: [],
  on_scene_minutes: 84,
  covers: 8,
  reasons: [],
} as unknown as Match;

const spans = (lane: Lane | null) =>
  lane?.spans.map(({ kind, fromMs, toMs }) => [kind, clock(fromMs), toMs && clock(toMs)]);
const clock = (ms: number) => new Date(ms).toISOString().slice(11, 16);

test("a candidate waits its notice, is under way, and stays as long as its fuel lasts", () => {
  const lane = candidateLane(match, matches, NOW);
  expect(spans(lane)).toEqual([
    ["notice", "14:00", "14:30"],
    ["under_way", "14:30", "14:59"],
    ["on_scene", "14:59", "16:23"],
  ]);
  expect(lane?.bandMs).toEqual([at("14:52"), at("15:06")]);
  expect(lane?.late).toBe(false);
});

test("nobody has called a candidate yet: its notice begins now, however old the answer is", () => {
  expect(spans(candidateLane(match, matches, at("14:13")))).toEqual([
    ["notice", "14:13", "14:43"],
    ["under_way", "14:43", "15:12"],
    ["on_scene", "15:12", "16:36"],
  ]);
});

test("it waits for clearance at the border, on its way; a shorter one costs nothing", () => {
  const time = {
    ...match.time,
    clearance_minutes: 60,
    border_minutes: 9,
    hold_minutes: 21,
    total_minutes: 80,
  } as Match["time"];
  expect(spans(candidateLane({ ...match, time }, matches, NOW))?.slice(0, 4)).toEqual([
    ["notice", "14:00", "14:30"],
    ["under_way", "14:30", "14:39"],
    ["clearance", "14:39", "15:00"],
    ["under_way", "15:00", "15:20"],
  ]);
  const drift = { ...match.time, wait_minutes: 20, total_minutes: 79 } as Match["time"];
  expect(spans(candidateLane({ ...match, time: drift }, matches, NOW))?.slice(0, 3)).toEqual([
    ["notice", "14:00", "14:50"],
    ["under_way", "14:50", "15:19"],
    ["on_scene", "15:19", "16:43"],
  ]);
  const short = { ...match.time, clearance_minutes: 10 } as Match["time"];
  expect(spans(candidateLane({ ...match, time: short }, matches, NOW))).not.toContainEqual(
    expect.arrayContaining(["clearance"]),
  );
});

test("whoever comes after the need's time is late, and one without a time has no lane", () => {
  const time = { ...match.time, total_minutes: 121 } as Match["time"];
  expect(candidateLane({ ...match, time }, matches, NOW)?.late).toBe(true);
  expect(candidateLane({ ...match, time: null }, matches, NOW)).toBeNull();
  expect(candidateLane({ ...match, rank: null }, matches, NOW)).toBeNull();
});

const time = {
  id: "d",
  at: "2026-05-04T14:59:00Z",
  early_at: "2026-05-04T14:52:00Z",
  late_at: "2026-05-04T15:06:00Z",
  why: null,
  was_at: null,
  leaves_at: "2026-05-04T14:15:00Z",
  border_at: null,
  clear_at: null,
  on_scene_minutes: 71,
  as_of: ASKED,
} as unknown as ExpectedTime;
const deployment = {
  view: "full",
  id: "d",
  need_id: "n",
  asset_id: "a",
  ship_id: null,
  party: "ITA",
  name: "Nemo 11-03",
  state: "committed",
  from_at: ASKED,
  promised_at: null,
  first_expected_at: "2026-05-04T14:59:00Z",
  late: null,
  left_at: null,
  arrived_at: null,
  until_at: "2026-05-04T16:30:00Z",
  stints: [],
  persons: 8,
  quantity: 1,
} as unknown as FullDeployment;
const seen = (now: string, known: Partial<ExpectedTime> | null = {}) => ({
  nowMs: at(now),
  by: new Map([["n", at("16:00")]]),
  inUnits: new Set<string>(),
  expected: new Map(known ? [["d", { ...time, ...known }]] : []),
});
const stint = (from: string, until: string | null, fuel: string | null) => ({
  from_at: `2026-05-04T${from}:00Z`,
  began: "arrived" as const,
  until_at: until && `2026-05-04T${until}:00Z`,
  fuel_until_at: fuel && `2026-05-04T${fuel}:00Z`,
});
const there = {
  ...deployment,
  state: "on_scene" as const,
  left_at: "2026-05-04T14:20:00Z",
  arrived_at: "2026-05-04T14:55:00Z",
  stints: [stint("14:55", null, "16:06")],
};

test("a unit that has not left waits until it is expected to leave, never before now", () => {
  const known = { leaves_at: "2026-05-04T14:24:00Z", at: "2026-05-04T15:08:00Z" };
  expect(spans(deploymentLane(deployment, seen("14:25", known)))).toEqual([
    ["notice", "14:00", "14:25"],
    ["under_way", "14:25", "15:08"],
    ["on_scene", "15:08", "16:19"],
  ]);
});

test("a deployment has the spread, the clearance and the fuel that are expected", () => {
  const held = { border_at: "2026-05-04T14:30:00Z", clear_at: "2026-05-04T14:50:00Z" };
  const lane = deploymentLane(deployment, seen("14:05", held));
  expect(spans(lane)).toEqual([
    ["notice", "14:00", "14:15"],
    ["under_way", "14:15", "14:30"],
    ["clearance", "14:30", "14:50"],
    ["under_way", "14:50", "14:59"],
    ["on_scene", "14:59", "16:10"],
  ]);
  expect(lane.bandMs).toEqual([at("14:52"), at("15:06")]);
});

test("of one that nothing is known of no notice and no spread is made up", () => {
  const lane = deploymentLane(deployment, seen("14:05", null));
  expect(spans(lane)).toEqual([["notice", "14:00", "14:05"]]);
  expect(lane.bandMs).toBeNull();
});

test("without an expected time it comes when it was promised", () => {
  const promised = { ...deployment, promised_at: "2026-05-04T14:40:00Z" };
  const { arrivesMs, byPromise } = deploymentLane(promised, seen("14:05", null));
  expect([arrivesMs, byPromise]).toEqual([at("14:40"), true]);
  const expected = deploymentLane(promised, seen("14:05"));
  expect([expected.arrivesMs, expected.byPromise]).toEqual([at("14:59"), false]);
});

test("one that has left is under way from when it was said to have", () => {
  const left = { ...deployment, state: "underway" as const, left_at: there.left_at };
  expect(spans(deploymentLane(left, seen("14:25")))?.slice(0, 2)).toEqual([
    ["notice", "14:00", "14:20"],
    ["under_way", "14:20", "14:59"],
  ]);
});

test("one that is overdue is so since when it should have been there, and has no time", () => {
  const overdue = { at: null, why: "overdue", was_at: "2026-05-04T14:59:00Z" } as const;
  const lane = deploymentLane({ ...deployment, state: "underway" }, seen("15:10", overdue));
  expect(spans(lane)?.at(-1)).toEqual(["overdue", "14:59", "15:10"]);
  expect([lane.late, lane.overdue]).toEqual([true, true]);
  expect(stepsOf([lane], "n")).toEqual([]);
});

test("late is what the record was told, and what comes after the need's time", () => {
  expect(deploymentLane(deployment, seen("14:05")).late).toBe(false);
  expect(deploymentLane({ ...deployment, late: "promise" as const }, seen("14:05")).late).toBe(
    true,
  );
  const after = { at: "2026-05-04T16:01:00Z" };
  expect(deploymentLane(deployment, seen("14:05", after)).late).toBe(true);
});

test("of one that is told in brief its expected time is known, and nothing of its notice", () => {
  const brief = { ...deployment, view: "brief", state: "underway" } as unknown as Deployment;
  const lane = deploymentLane(brief, seen("14:25", { leaves_at: null, on_scene_minutes: null }));
  expect(spans(lane)).toEqual([
    ["under_way", "14:25", "14:59"],
    ["on_scene", "14:59", null],
  ]);
  expect([lane.arrivesMs, lane.covers]).toEqual([at("14:59"), 0]);
});

const brief = (state: string) => ({ ...deployment, view: "brief", state }) as unknown as Deployment;
const noTime = { at: null, early_at: null, late_at: null };

test.each([
  ["its time stands there", deploymentLane(deployment, seen("14:05")), "", false],
  [
    "there, as others are told",
    deploymentLane(brief("on_scene"), seen("15:10")),
    "not told here",
    true,
  ],
  [
    "there, and nobody has told since when",
    deploymentLane({ ...there, arrived_at: null, stints: [] }, seen("15:10")),
    "nobody has told",
    true,
  ],
  [
    "under way from where nobody is told",
    deploymentLane(brief("committed"), seen("14:05", { ...noTime, why: "no_place" })),
    "its place is not known here",
    true,
  ],
  [
    "not worked out yet, its bar open",
    deploymentLane({ ...deployment, state: "underway" }, seen("14:25", null)),
    "not worked out yet",
    false,
  ],
])("the reason why no time stands there: %s", (_, lane, said, bare) => {
  expect(untoldText(lane)).toContain(said);
  expect(untoldText(lane) === "").toBe(said === "");
  expect(isBare(lane, at("15:10"))).toBe(bare);
});

test("one with people aboard who are not counted covers none for sure but those counted", () => {
  const work = { ...there, persons: 20, aboard: 5, recovered: 5, uncounted_aboard: true };
  expect(deploymentLane(work, seen("15:10")).covers).toBe(5);
  expect(deploymentLane({ ...work, uncounted_aboard: false }, seen("15:10")).covers).toBe(20);
});

test("one on scene stays as long as its fuel or what was agreed, whichever ends first", () => {
  const last = (one: FullDeployment, now = "15:10") =>
    spans(deploymentLane(one, seen(now)))?.at(-1);
  expect(last(there)).toEqual(["on_scene", "14:55", "16:06"]);
  const agreed = { ...there, until_at: "2026-05-04T15:30:00Z" };
  expect(last(agreed)).toEqual(["on_scene", "14:55", "15:30"]);
  const unknown = { ...there, until_at: null, stints: [stint("14:55", null, null)] };
  expect(last(unknown)).toEqual(["on_scene", "14:55", null]);
  expect(last(there, "16:20")).toEqual(["overdue", "16:06", "16:20"]);
});

const untold = { code: "full_tank_assumed" } as Match["reasons"][number];
const fixed = { full_tank: true, on_scene_minutes: 71 };

test.each<[string, Lane | null, boolean]>([
  ["a candidate at its base", candidateLane(match, matches, NOW), false],
  ["one under way", candidateLane({ ...match, reasons: [untold] }, matches, NOW), true],
  [
    "one that no fuel sends away",
    candidateLane({ ...match, reasons: [untold], on_scene_minutes: null }, matches, NOW),
    false,
  ],
  [
    "a unit that has not left",
    deploymentLane(deployment, seen("14:05", { full_tank: false })),
    false,
  ],
  ["one that waits away from its base", deploymentLane(deployment, seen("14:05", fixed)), true],
  [
    "one under way",
    deploymentLane({ ...deployment, state: "underway" }, seen("14:25", fixed)),
    true,
  ],
  ["one without a time", deploymentLane(deployment, seen("14:05", { ...fixed, ...noTime })), false],
  ["one on scene", deploymentLane(there, seen("15:10")), true],
  [
    "one that is away from it",
    deploymentLane({ ...there, stints: [stint("14:55", "15:20", "16:06")] }, seen("15:30")),
    false,
  ],
])("its end on scene is told to be by a full tank where fuel is gone: %s", (_, lane, told) => {
  expect(lane?.byFullTank).toBe(told);
});

test("the beginning of a time on scene is loose where nobody has told that it came then", () => {
  const lasts = (began: "arrived" | "there_then" | "not_told") =>
    deploymentLane(
      { ...there, stints: [{ ...stint("14:55", null, null), began }] },
      seen("15:10"),
    ).spans.at(-1)?.loose;
  expect(lasts("arrived")).toBe(false);
  expect(lasts("there_then")).toBe(true);
  expect(lasts("not_told")).toBe(true);
});

test("away for fuel or to land survivors it is not on scene, and back it is again", () => {
  const stints = [stint("14:55", "15:20", "16:06")];
  const away = { ...there, state: "refuelling" as const, stints };
  expect(spans(deploymentLane(away, seen("15:30")))?.slice(2)).toEqual([
    ["on_scene", "14:55", "15:20"],
    ["away", "15:20", "15:30"],
  ]);
  const back = { ...there, stints: [...stints, stint("15:50", null, "17:10")], until_at: null };
  expect(spans(deploymentLane(back, seen("16:00")))?.slice(2)).toEqual([
    ["on_scene", "14:55", "15:20"],
    ["away", "15:20", "15:50"],
    ["on_scene", "15:50", "17:10"],
  ]);
});

test("of a need for units a unit covers itself, however many it has room for", () => {
  const around = { ...seen("14:05"), inUnits: new Set(["n"]) };
  expect(deploymentLane(deployment, around).covers).toBe(1);
  const item = { ...deployment } as unknown as Offer["items"][number];
  expect(offerLane(item, { party: "ITA", state: "provisional" } as Offer, around).covers).toBe(1);
});

test("what is offered has a lane of its own and covers nothing yet", () => {
  const item = { ...deployment } as unknown as Offer["items"][number];
  const offer = { party: "ITA", state: "provisional" } as Offer;
  const lane = offerLane(item, offer, seen("14:05"));
  expect([lane.kind, lane.state, lane.arrivesMs]).toEqual(["offer", "provisional", at("14:59")]);
  expect(spans(lane)?.at(-1)).toEqual(["on_scene", "14:59", "16:10"]);
  expect(stepsOf([lane], "n")).toEqual([]);
});

test("coverage steps up with each arrival until the need is met", () => {
  const lanes = [
    { arrivesMs: at("15:30"), covers: 100 },
    { arrivesMs: at("15:00"), covers: 8 },
    { arrivesMs: at("15:30"), covers: 50 },
    { arrivesMs: null, covers: 900 },
  ].map((one) => ({ ...one, kind: "deployment", needId: "n" })) as Lane[];
  const steps = stepsOf(lanes, "n");
  expect(steps).toEqual([
    { atMs: at("15:00"), total: 8 },
    { atMs: at("15:30"), total: 158 },
  ]);
  expect(metAt(steps, 8)).toBe(at("15:00"));
  expect(metAt(steps, 150)).toBe(at("15:30"));
  expect(metAt(steps, 159)).toBeNull();
});

const sums = (...totals: number[]) => totals.map((total, n) => ({ atMs: n, total }));

test.each([
  ["the first takes all: no later one covers more", sums(12, 24, 37, 105), [12]],
  ["the second covers the rest, and has room beyond it", sums(8, 20, 32), [8, 12]],
  ["with these it is never met", sums(3, 8), [3, 8]],
  ["nobody comes", [], []],
])("of 12 wanted, %s", (_, steps, counts) => {
  expect(towards(steps, 12).map(({ total }) => total)).toEqual(counts);
});

test("what comes for another need covers nothing of this one", () => {
  const ours = { kind: "deployment", arrivesMs: at("15:00"), covers: 8, needId: "n" };
  const rafts = { kind: "deployment", arrivesMs: at("15:10"), covers: 2, needId: "rafts" };
  const asked = { kind: "candidate", arrivesMs: at("15:20"), covers: 30, needId: null };
  expect(stepsOf([ours, rafts] as Lane[], "n").map(({ total }) => total)).toEqual([8]);
  expect(stepsOf([asked, ours, rafts] as Lane[], null).map(({ total }) => total)).toEqual([30]);
});

test("the axis holds now and every arrival, and never more than fourteen hours to come", () => {
  const lane = candidateLane(match, matches, NOW) as Lane;
  const axis = axisOf([lane], at("14:10"));
  expect([axis.fromMs, axis.toMs]).toEqual([at("13:40"), at("17:10")]);
  const slow = { ...lane, arrivesMs: at("14:00") + 40 * 3_600_000 };
  expect(axisOf([slow], at("14:10")).toMs).toBe(at("14:10") + 14 * 3_600_000);
  expect(share(axis, at("13:00"))).toBe(0);
  expect(share(axis, axis.toMs)).toBe(1);
});

test("as many full times are written as have room", () => {
  const axis = { fromMs: at("13:40"), toMs: at("17:10") };
  expect(ticks(axis, 1000).map(clock)).toEqual([
    "13:45",
    "14:00",
    "14:15",
    "14:30",
    "14:45",
    "15:00",
    "15:15",
    "15:30",
    "15:45",
    "16:00",
    "16:15",
    "16:30",
    "16:45",
    "17:00",
  ]);
  expect(ticks(axis, 300).map(clock)).toEqual(["14:00", "15:00", "16:00", "17:00"]);
});

const rig = {
  after_work: false,
  from_at: "2026-05-04T14:35:00Z",
  minutes: 15,
} as unknown as ExpectedTime["fuel_stops"][number];
const after = { ...rig, after_work: true, from_at: null };

test("what takes fuel on its way stops there, after a wait at a border that lies before", () => {
  const held = { border_at: "2026-05-04T14:20:00Z", clear_at: "2026-05-04T14:25:00Z" };
  const lane = deploymentLane(deployment, seen("14:05", { ...held, fuel_stops: [rig, after] }));
  expect(spans(lane)).toEqual([
    ["notice", "14:00", "14:15"],
    ["under_way", "14:15", "14:20"],
    ["clearance", "14:20", "14:25"],
    ["under_way", "14:25", "14:35"],
    ["fuel", "14:35", "14:50"],
    ["under_way", "14:50", "14:59"],
    ["on_scene", "14:59", "16:10"],
  ]);
});

test("a candidate stops so long before it comes, called now", () => {
  const time = { ...match.time, eta_at: "2026-05-04T14:59:00Z" } as NonNullable<Match["time"]>;
  const fuel_stops = [{ ...rig, opened_by: null }];
  expect(spans(candidateLane({ ...match, time, fuel_stops }, matches, at("14:13")))).toEqual([
    ["notice", "14:13", "14:43"],
    ["under_way", "14:43", "14:48"],
    ["fuel", "14:48", "15:03"],
    ["under_way", "15:03", "15:12"],
    ["on_scene", "15:12", "16:36"],
  ]);
});
