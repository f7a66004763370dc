import { expect, test } from "vitest";
import type { FullIncident } from "@/api/types";
import type { Happening } from "@/state/timeline";
import { chartOf, chosenOf, happenedOf, NONE } from "./printed";

const incident = {
  id: "case",
  state: "active",
  datum: null,
  positions_reported: 0,
  source: { who: "A yacht", call_back: "+39 1" },
  pob: { min: 4, children: 2, unaccompanied: 1 },
} as unknown as FullIncident;

test("call-back and counts of children are printed only when they are chosen", () => {
  const bare = chosenOf(incident, NONE);
  expect(bare.source).toEqual({ who: "A yacht", call_back: null });
  expect(bare.pob).toEqual({ min: 4, children: null, unaccompanied: null });
  expect(chosenOf(incident, { ...NONE, callBack: true, children: true })).toEqual(incident);
});

test("own lines of the log are printed only when they are chosen", () => {
  const happened = [
    { id: "1", own: true },
    { id: "2", own: false },
  ] as Happening[];
  expect(happenedOf(happened, NONE).map(({ id }) => id)).toEqual(["2"]);
  expect(happenedOf(happened, { ...NONE, ownLines: true })).toEqual(happened);
});

test("the chart is drawn anew each minute, until the case is closed", () => {
  const known = { ...incident, positions_reported: 1 };
  expect(chartOf(incident, 3, 0)).toBeNull();
  expect(chartOf(known, 3, 59_999)).toBe(chartOf(known, 3, 0));
  expect(chartOf(known, 3, 60_000)).not.toBe(chartOf(known, 3, 0));
  expect(chartOf(known, 4, 0)).not.toBe(chartOf(known, 3, 0));
  const closed: FullIncident = { ...known, state: "closed" };
  expect(chartOf(closed, 3, 60_000)).toBe(chartOf(closed, 3, 0));
});
