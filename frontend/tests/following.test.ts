import fc from "fast-check";
import { expect, test } from "vitest";
import type { Entry, Snapshot } from "@/api/types";
import { BEGINNING, type Following, onEntries, onResync, onSnapshot } from "@/state/following";
import { ofSnapshot, type Picture } from "@/state/picture";

const LAST = 12;

/** Entry `number` sets party X's name to its number, and takes party P away or brings it. */
function entry(number: number): Entry {
  return {
    number,
    resync: false,
    type: "Something",
    changes: [
      { thing: "party", id: "X", value: { id: "X", name: String(number) } },
      { thing: "party", id: "P", value: number % 2 ? { id: "P", name: "here" } : null },
    ],
  } as Entry;
}

function pictureAt(number: number): Picture {
  const party = [
    ...(number > 0 ? [{ id: "X", name: String(number) }] : []),
    ...(number % 2 ? [{ id: "P", name: "here" }] : []),
  ];
  const lists = {
    centre: [],
    agreement: [],
    asset: [],
    ship: [],
    incident: [],
    request: [],
    offer: [],
    deployment: [],
    clearance: [],
    limit: [],
    fuel_point: [],
    muting: [],
    distress_report: [],
  };
  return ofSnapshot({ number, party, ...lists } as unknown as Snapshot);
}

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => entry(from + index));

test("entries before the first snapshot wait for it and follow it", () => {
  const waiting = onEntries(BEGINNING, range(3, 5));
  expect(onSnapshot(waiting, pictureAt(4)).picture).toEqual(pictureAt(5));
});

test("an entry that was heard already is left out", () => {
  const state = onSnapshot(BEGINNING, pictureAt(4));
  expect(onEntries(state, range(2, 4))).toBe(state);
});

test("a gap asks for the snapshot again and loses nothing", () => {
  const state = onEntries(onSnapshot(BEGINNING, pictureAt(2)), [entry(3), entry(6)]);
  expect(state.awaiting).toBe(true);
  expect(state.picture.number).toBe(3);
  expect(onSnapshot(state, pictureAt(5)).picture).toEqual(pictureAt(6));
});

test("what leaves the picture touches the case that it was of", () => {
  const change = (number: number, thing: string, id: string, value: object | null) =>
    ({ number, resync: false, changes: [{ thing, id, value }] }) as Entry;
  const state = onEntries(onSnapshot(BEGINNING, pictureAt(4)), [
    change(5, "deployment", "work", { id: "work", incident_id: "case" }),
    change(6, "deployment", "work", null),
    change(7, "incident", "other", { id: "other" }),
    change(8, "incident", "other", null),
  ]);
  expect(Object.fromEntries(state.touched)).toEqual({ case: 6, other: 8 });
  const moved = onEntries(state, [
    change(9, "deployment", "work", { id: "work", incident_id: "case" }),
    change(10, "deployment", "work", { id: "work", incident_id: "third" }),
  ]);
  expect(Object.fromEntries(moved.touched)).toEqual({ case: 10, third: 10, other: 8 });
});

test("whatever is lost, repeated or taken again, the picture is the server's in the end", () => {
  const event = fc.oneof(
    fc.record({
      kind: fc.constant("entries" as const),
      from: fc.integer({ min: 1, max: LAST }),
      to: fc.integer({ min: 1, max: LAST }),
    }),
    fc.record({ kind: fc.constant("resync" as const) }),
    fc.record({ kind: fc.constant("snapshot" as const), at: fc.integer({ min: 0, max: LAST }) }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      let state: Following = BEGINNING;
      for (const happened of events) {
        if (happened.kind === "entries")
          state = onEntries(state, range(happened.from, happened.to));
        if (happened.kind === "resync") state = onResync(state);
        // A snapshot is only fetched when awaited, and is never older than what was heard.
        if (happened.kind === "snapshot" && state.awaiting) {
          state = onSnapshot(state, pictureAt(Math.max(happened.at, state.picture.number)));
        }
        if (!state.awaiting) expect(state.picture).toEqual(pictureAt(state.picture.number));
      }
      if (state.awaiting) state = onSnapshot(state, pictureAt(LAST));
      state = onEntries(state, range(1, LAST));
      expect(state.picture).toEqual(pictureAt(LAST));
    }),
  );
});

test("a snapshot in place of a picture makes details old, the first one does not", () => {
  const first = onSnapshot(BEGINNING, pictureAt(2));
  expect(first.renewed).toBe(0);
  const again = onEntries(onSnapshot(onResync(first), pictureAt(2)), range(3, 4));
  expect(again.renewed).toBe(1);
  const gap = onEntries(again, [entry(9)]);
  expect(gap.awaiting).toBe(true);
  expect(onSnapshot(gap, pictureAt(9)).renewed).toBe(2);
});
