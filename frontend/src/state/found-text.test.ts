import { expect, test } from "vitest";
import type { FullIncident } from "@/api/types";
import { allFound } from "./all-found";
import { foundText, kindsText, onBoard } from "./found-text";

type People = NonNullable<FullIncident["people"]>;

const people: People = {
  recovered: 328,
  aboard: [
    { deployment_id: "d1", name: "Nemo", persons: 200 },
    { deployment_id: "d2", name: "Star", persons: 102 },
  ],
  delivered: [
    { place: "Lampedusa port", persons: 20 },
    { place: "", persons: 4 },
  ],
  dead: 2,
  died: 0,
  uncounted: [],
  uncounted_delivered: [],
  dead_aboard: [],
  dead_landed: [],
  born: 0,
  back_in_water: 0,
  kinds: [],
  found_by_others: [],
  outstanding_min: 0,
  outstanding_max: 74,
  surplus: 0,
};

const of = (counts: Partial<People> | null) =>
  ({ people: counts && { ...people, ...counts } }) as FullIncident;

test("the people line tells aboard, delivered, dead and outstanding", () => {
  expect(foundText(of({}))).toBe("302 aboard · 24 delivered · 2 dead · 0–74 outstanding");
});

test("in full it tells aboard whom, and where", () => {
  expect(foundText(of({}), true)).toBe(
    "302 aboard (Nemo: 200, Star: 102) · 24 delivered (Lampedusa port: 20, place not told: 4)" +
      " · 2 dead · 0–74 outstanding",
  );
});

test("of people not counted it tells no number, nor 0", () => {
  const nemo = { deployment_id: "d1", name: "Nemo" };
  const uncounted = { uncounted: [nemo] };
  const uncounted_delivered = [{ ...nemo, place: "Catania" }];
  expect(foundText(of(uncounted))).toContain("302+ aboard · 24 delivered");
  expect(foundText(of({ uncounted_delivered }))).toContain("302 aboard · 24+ delivered");
  const none = { ...uncounted, uncounted_delivered, aboard: [], delivered: [] };
  expect(foundText(of(none))).toBe("? aboard · ? delivered · 2 dead · 0–74 outstanding");
  for (const one of [uncounted, { uncounted_delivered }])
    expect(allFound({ ...of({ ...one, outstanding_max: 0 }), view: "full" })).toBe(false);
});

test("who died after recovery, was born or went into the water again is told", () => {
  expect(foundText(of({ died: 1, born: 1, back_in_water: 3 }))).toMatch(
    /2 dead \(1 after recovery\) · 1 born · 3 went into the water again/,
  );
});

test("where all who were taken aboard are in the water again, the line tells it", () => {
  const all = { recovered: 0, aboard: [], delivered: [], dead: 0 };
  const left = { outstanding_min: 250, outstanding_max: 400 };
  expect(foundText(of({ ...all, ...left, back_in_water: 5 }))).toBe(
    "0 aboard · 0 delivered · 5 went into the water again · 250–400 outstanding",
  );
  expect(foundText(of({ ...all, ...left }))).toBe("");
});

test("where the dead are is told, as far as anybody told it", () => {
  const dead_aboard = [{ deployment_id: "d1", name: "Nemo", persons: 1 }];
  const dead_landed = [{ place: "Catania", persons: 1 }];
  expect(foundText(of({ died: 1, dead_aboard, dead_landed }))).toMatch(
    /2 dead \(1 after recovery, 1 aboard, 1 landed\)/,
  );
  expect(foundText(of({ dead_aboard, dead_landed }), true)).toMatch(
    /2 dead \(1 aboard Nemo, 1 landed at Catania\)/,
  );
  const untold = [...dead_landed, { place: "", persons: 2 }];
  expect(foundText(of({ dead: 3, dead_landed: untold }), true)).toMatch(
    /3 dead \(1 landed at Catania, 2 landed\)/,
  );
});

test("each kind says of how many it is known", () => {
  const kinds = [{ kind: "children", counted: 12, of: 228 }] as People["kinds"];
  expect(kindsText(of({ kinds }))).toBe("children 12 of 228 counted");
  const uncounted = [{ kind: "children", counted: 12, of: null }] as People["kinds"];
  expect(kindsText(of({ kinds: uncounted }))).toBe("children 12 of ? counted");
  const gone = [
    { kind: "children", counted: 1, of: 0 },
    { kind: "pregnant", counted: 0, of: 0 },
  ] as People["kinds"];
  expect(kindsText(of({ kinds: gone }))).toBe("children 1 counted · pregnant 0 counted");
  expect(kindsText(of({}))).toBe("");
  expect(kindsText(of(null))).toBe("");
});

test("nobody outstanding, no upper number, and too many are said", () => {
  expect(foundText(of({ outstanding_max: 0, dead: 0 }))).toMatch(/delivered · 0 outstanding$/);
  expect(foundText(of({ outstanding_max: null }))).toMatch(/0 or more outstanding$/);
  expect(foundText(of({ surplus: 3 }))).toMatch(/3 MORE than were on board$/);
});

test("of a closed case nobody is outstanding: they are missing", () => {
  const closed = { ...of({}), state: "closed" } as FullIncident;
  expect(foundText(closed)).toMatch(/ · 0–74 missing$/);
});

test("nothing is said before anybody is found, nor to those who may not know", () => {
  expect(foundText(of({ recovered: 0 }))).toBe("");
  expect(foundText(of(null))).toBe("");
});

test("the highest number told stands beside a lower one", () => {
  const told = (min: number | null, max: number | null, pob_highest: number | null) =>
    onBoard({ pob: { min, max }, pob_highest } as FullIncident);
  expect(told(326, 326, 400)).toBe("POB 326 (400 told before)");
  expect(told(250, 400, 400)).toBe("POB 250–400");
  expect(told(400, null, 500)).toBe("POB 400 or more (500 told before)");
  expect(told(null, null, null)).toBe("POB unknown");
});

test("all are found once nobody is outstanding who was on board", () => {
  const seen = (counts: Partial<People> | null) =>
    ({ ...of(counts), view: "full" }) as FullIncident;
  expect(allFound(seen({ outstanding_max: 0 }))).toBe(true);
  expect(allFound(seen({ outstanding_max: 1 }))).toBe(false);
  expect(allFound(seen({ outstanding_max: null }))).toBe(false);
  expect(allFound(seen({ recovered: 0, outstanding_max: 0 }))).toBe(false);
  expect(allFound(seen(null))).toBe(false);
  expect(allFound(undefined)).toBe(false);
});
