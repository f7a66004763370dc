import { expect, test } from "vitest";
import type { ExpectedTime, FullDeployment } from "@/api/types";
import { arriving, comesMs } from "./arriving";

const at = (time: string) => Date.parse(`2026-05-04T${time}:00Z`);
const time = {
  id: "d",
  at: "2026-05-04T14:55:00Z",
  early_at: "2026-05-04T14:50:00Z",
  late_at: "2026-05-04T15:05:00Z",
  why: null,
  was_at: null,
  as_of: "2026-05-04T14:34:00Z",
} as ExpectedTime;
const work = {
  view: "full",
  state: "underway",
  arrived_at: null,
  stints: [],
} as unknown as FullDeployment;
const stint = (from: string, until: string | null) => ({
  from_at: `2026-05-04T${from}:00Z`,
  until_at: until && `2026-05-04T${until}:00Z`,
  fuel_until_at: null,
});

test("on its way it comes when it is expected, with the spread and the instant of that", () => {
  expect(arriving(work, time)).toEqual({
    kind: "expected",
    atMs: at("14:55"),
    bandMs: [at("14:50"), at("15:05")],
    stops: [],
    asOfMs: at("14:34"),
  });
});

test("there since its last arrival, not since its first", () => {
  const stints = [stint("13:33", "14:00"), stint("16:10", null)];
  const back = { ...work, state: "on_scene", arrived_at: "2026-05-04T13:33:00Z", stints };
  expect(arriving(back as FullDeployment, undefined)).toEqual({
    kind: "there",
    sinceMs: at("16:10"),
  });
});

test("of one that nobody has told to have come, no time is said since when it is there", () => {
  const began = (how: string) => ({
    ...work,
    state: "embarked",
    stints: [{ ...stint("16:10", null), began: how }],
  });
  expect(arriving(began("arrived") as FullDeployment, undefined)).toEqual({
    kind: "there",
    sinceMs: at("16:10"),
  });
  expect(arriving(began("there_then") as FullDeployment, undefined)).toEqual({
    kind: "there_by",
    sinceMs: at("16:10"),
  });
  expect(arriving(began("not_told") as FullDeployment, undefined)).toEqual({
    kind: "there",
    sinceMs: null,
  });
});

test.each([
  ["loaded", "away"],
  ["refuelling", "away"],
  ["returning", "homeward"],
  ["released", "homeward"],
])("%s it is %s since it left the scene, though it was there once", (state, kind) => {
  const stints = [stint("13:33", "16:57")];
  const gone = { ...work, state, arrived_at: "2026-05-04T13:33:00Z", stints };
  expect(arriving(gone as FullDeployment, time)).toEqual({ kind, sinceMs: at("16:57") });
});

test("overdue it has no time any more, and is told when it should have been there", () => {
  const overdue = { ...time, at: null, why: "overdue", was_at: "2026-05-04T14:55:00Z" } as const;
  expect(arriving(work, overdue)).toEqual({
    kind: "overdue",
    wasMs: at("14:55"),
    asOfMs: at("14:34"),
  });
  expect(comesMs(overdue, "2026-05-04T14:20:00Z")).toBeNull();
});

test("without an expected time the promise is all that is known, and no time is said to be one", () => {
  expect(arriving(work, undefined)).toEqual({ kind: "unknown", why: null });
  expect(comesMs(undefined, "2026-05-04T14:20:00Z")).toBe(at("14:20"));
});
