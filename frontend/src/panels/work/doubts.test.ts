import { expect, test } from "vitest";
import type { Deployment, FullDeployment, FullIncident } from "@/api/types";
import { deadDoubts, doubtsOf, handOverDoubts } from "./doubts";
import { doubtText } from "./told-doubts";

const work = {
  name: "Rescue 1",
  aboard: 5,
  delivered: 3,
  dead: 0,
  dead_landed: 0,
  persons_at_most: 10,
} as FullDeployment;

const incident = (outstanding_max: number | null) =>
  ({ view: "full", people: { outstanding_max } }) as FullIncident;

const aboard = (count: number) => ({ aboard: count, delivered: 3, dead: 0 });

test("more than it holds at the very most is asked about", () => {
  expect(doubtsOf(work, incident(50), aboard(10))).toEqual([]);
  expect(doubtsOf(work, incident(50), aboard(11))).toEqual([
    "11 aboard Rescue 1 is more than it holds at most (10). It is so.",
  ]);
  expect(doubtsOf({ ...work, persons_at_most: 0 }, undefined, aboard(99))).toEqual([]);
});

test("more dead landed than are known to be aboard are asked about", () => {
  const found = { ...work, dead: 3, dead_landed: 1 };
  expect(deadDoubts(found, 2)).toEqual([]);
  expect(deadDoubts(found, 3)).toEqual([
    "3 dead is more than are known to be aboard Rescue 1 (2). It is so.",
  ]);
});

test("more than were outstanding are asked about, where the number is known", () => {
  expect(doubtsOf(work, incident(2), aboard(7))).toEqual([]);
  expect(doubtsOf(work, incident(2), aboard(8))).toEqual([
    "3 more found, and 2 at most were outstanding. It is so.",
  ]);
  expect(doubtsOf(work, incident(null), aboard(9))).toEqual([]);
  expect(doubtsOf(work, undefined, aboard(9))).toEqual([]);
});

test("more who left than were aboard are asked about", () => {
  expect(doubtsOf(work, incident(50), { aboard: -1, delivered: 9, dead: 0 })).toEqual([
    "That is more than are aboard Rescue 1 (5). It is so.",
  ]);
});

test("what contradicts is told with its numbers, or the step beside which it stands", () => {
  const at = "2026-10-11T12:30:00Z";
  const now = Date.parse(at);
  const count = { action: "deliver", persons: 9, aboard: 8 };
  expect(doubtText({ code: "more_than_aboard", at, params: count }, now)).toContain(
    "9, and 8 were known to be aboard",
  );
  const order = { action: "arrive", before: "load", at };
  expect(doubtText({ code: "out_of_order", at, params: order }, now)).toContain("at 12:30Z");
  expect(doubtText({ code: "out_of_order", at, params: { action: "transfer" } }, now)).toContain(
    "the other unit",
  );
});

test("fewer than before are not asked about", () => {
  expect(doubtsOf({ ...work, aboard: 15 }, incident(0), aboard(12))).toEqual([]);
});

test("a hand-over of more than were aboard, or to a unit not known to be there, is asked about", () => {
  const taker = (state: string, ship_id: string | null = null) =>
    ({ name: "Aegean 2", state, ship_id }) as Deployment;
  expect(handOverDoubts(work, taker("on_scene"), 5)).toEqual([]);
  expect(handOverDoubts(work, undefined, 6)).toEqual([
    "That is more than are aboard Rescue 1 (5). It is so.",
  ]);
  expect(handOverDoubts(work, taker("underway"), 5)).toEqual([
    "Aegean 2 is not known to be there (under way). It is so.",
  ]);
  expect(handOverDoubts(work, taker("embarked", "s"), 5)).toEqual([]);
  expect(handOverDoubts(work, taker("loaded", "s"), 5)).toHaveLength(1);
});

test("a unit that was not known to be there is said to be so, with what it was", () => {
  const at = "2026-10-11T12:30:00Z";
  const params = { action: "receive", state: "underway" };
  expect(doubtText({ code: "not_there", at, params }, Date.parse(at))).toContain("under way");
});

test("a unit that left while its earlier work goes on is said to be so, and what to settle", () => {
  const doubt = {
    code: "earlier_work",
    at: "2026-10-11T12:26:00Z",
    params: { action: "depart" },
  } as const;
  expect(doubtText(doubt, 0)).toContain("its earlier work goes on as far as is told. Settle it");
});

test("more dead handed over than are known to be aboard are asked about, and told so", () => {
  const taker = { name: "P61", state: "on_scene" } as Deployment;
  const giver = { ...work, dead: 3, dead_landed: 1 };
  expect(handOverDoubts(giver, taker, 0, 2)).toEqual([]);
  expect(handOverDoubts(giver, taker, 0, 3)).toEqual([
    "3 dead is more than are known to be aboard Rescue 1 (2). It is so.",
  ]);
  const params = { action: "transfer", persons: 3, aboard: 2 };
  const doubt = { code: "more_dead_than_aboard", at: "2026-10-11T12:26:00Z", params } as const;
  expect(doubtText(doubt, 0)).toContain("3 dead handed over, and 2 dead were known");
});
