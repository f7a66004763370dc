import { expect, test } from "vitest";
import type { Match } from "@/api/types";
import { placeInList, soonestOf, whyLater, whyLaterThoughNearer } from "./not-soonest";

const HEADWIND = { code: "wind_on_way", params: { over_ground_kn: 120, airspeed_kn: 145 } };
const TAILWIND = { code: "wind_on_way", params: { over_ground_kn: 170, airspeed_kn: 145 } };
const spans = { notice_minutes: 15, wait_minutes: 0, hold_minutes: 0, transit_minutes: 20 };
const match = (id: string, more: object = {}, parts: Partial<typeof spans> = {}) => {
  const time = { ...spans, ...parts };
  const total = Object.values(time).reduce((sum, span) => sum + span, 0);
  return {
    asset_id: id,
    ship_id: null,
    name: id,
    party: "ITA",
    verdict: "allowed",
    way_nm: 50,
    carrier: null,
    reasons: [],
    would_make_eligible: [],
    time: { ...time, total_minutes: total },
    ...more,
  } as unknown as Match;
};
const first = match("Rescue 1");
const soonest = soonestOf([match("Late", {}, { notice_minutes: 60 }), first]);

test("the soonest is told by time, of those that could come", () => {
  expect(soonest).toBe(first);
  const refused = match("Near", { verdict: "not_suited" }, { notice_minutes: 0 });
  expect(soonestOf([refused, match("Timeless", { time: null })])).toBeNull();
});

test.each<[string, Match, string | null]>([
  [
    "a longer notice",
    match("A", { way_nm: 10 }, { notice_minutes: 60, transit_minutes: 10 }),
    "35 min later than Rescue 1: notice 1 h.",
  ],
  [
    "a longer way against the wind",
    match("B", { way_nm: 62, reasons: [HEADWIND] }, { transit_minutes: 31 }),
    "11 min later than Rescue 1: 12 nm farther, headwind.",
  ],
  [
    "a slower way, by the sea, with the wind of no matter",
    match(
      "C",
      { way_nm: 20, reasons: [TAILWIND, { code: "slowed_by_sea", params: {} }] },
      { transit_minutes: 80 },
    ),
    "1 h later than Rescue 1: under way 1 h 20 min, slowed by the sea.",
  ],
  [
    "clearance and drift",
    match("D", {}, { wait_minutes: 10, hold_minutes: 30 }),
    "40 min later than Rescue 1: waits 10 min for the drift, waits 30 min for clearance.",
  ],
  [
    "its carrier",
    match("E", { carrier: { name: "Turva" } }, { notice_minutes: 90 }),
    "1 h 15 min later than Rescue 1: goes with Turva, under way in 1 h 30 min.",
  ],
  ["as soon", match("F"), null],
  ["the soonest itself", first, null],
  ["one that is refused", match("G", { verdict: "not_suited" }, { notice_minutes: 60 }), null],
])("why it is later: %s", (_, one, line) => {
  expect(whyLater(one, soonest)).toBe(line);
});

test("a row says so only of one that is nearer", () => {
  const nearer = match("A", { way_nm: 10 }, { notice_minutes: 60, transit_minutes: 10 });
  expect(whyLaterThoughNearer(nearer, soonest)).toContain("notice 1 h");
  expect(whyLaterThoughNearer({ ...nearer, way_nm: 50 }, soonest)).toBeNull();
  expect(whyLaterThoughNearer({ ...nearer, way_nm: null }, soonest)).toBeNull();
});

const remedy = { code: "weather_moderates", sentence: "A sea state of 4 or less.", params: {} };
const asked = (...items: Match[]) =>
  ({ candidates: { incidentId: "case", matches: { items } }, soonest: null }) as never;
const before = (...best: Match[]) =>
  ({ candidates: null, soonest: { incidentId: "case", best } }) as never;

test.each<[string, ReturnType<typeof asked>, string | null]>([
  ["it is the first", asked(first), "The soonest of those listed."],
  [
    "it is later",
    before(match("Faster", {}, { notice_minutes: 0 }), first),
    "15 min later than Faster: notice 15 min.",
  ],
  [
    "it is refused",
    asked({ ...first, verdict: "not_suited", would_make_eligible: [remedy] }),
    "Not among those that could come: not suited. What would help: A sea state of 4 or less.",
  ],
  ["no time is known", asked({ ...first, time: null }), "Listed after the soonest: no time."],
  ["the list has others", asked(match("Other")), null],
  [
    "it is not among the first that could come",
    before(match("Other")),
    "Not among the first five that could come: ask for help, and the list says why.",
  ],
  ["nobody could come", before(), null],
  ["nothing is listed", { candidates: null, soonest: null } as never, null],
])("on the card of the unit: %s", (_, listed, line) => {
  expect(placeInList("Rescue 1", listed, "ITA")).toBe(line);
});
