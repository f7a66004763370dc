import { expect, test } from "vitest";
import type { FullDeployment, FullIncident } from "@/api/types";
import { doubtsOf } from "./doubts";

const work = {
  name: "Rescue 1",
  aboard: 5,
  delivered: 3,
  dead: 0,
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

test("more than were outstanding are asked about, where the number is known", () => {
  expect(doubtsOf(work, incident(2), aboard(7))).toEqual([]);
  expect(doubtsOf(work, incident(2), aboard(8))).toEqual([
    "3 more found, and 2 at most were outstanding. It is so.",
  ]);
  expect(doubtsOf(work, incident(null), aboard(9))).toEqual([]);
  expect(doubtsOf(work, undefined, aboard(9))).toEqual([]);
});

test("fewer than before are not asked about", () => {
  expect(doubtsOf({ ...work, aboard: 15 }, incident(0), aboard(12))).toEqual([]);
});
