import { expect, test } from "vitest";
import type { Match } from "@/api/types";
import { firstChosen, lateMs, leastLate } from "./too-late";

const MINUTE_MS = 60_000;
const unit = (minutes: number | null, by: number | null) => ({
  match: { time: minutes === null ? null : { total_minutes: minutes } } as Match,
  byMs: by === null ? null : by * MINUTE_MS,
});

test.each([
  ["in time", unit(30, 60), null, null],
  ["expected after the need's time", unit(190, 4), null, 186],
  ["expected late, though it promises to be in time", unit(70, 60), 50, 10],
  ["promised later than expected", unit(30, 60), 80, 20],
  ["no time is known of it", unit(null, 60), null, null],
  ["its need has no time", unit(600, null), 700, null],
])("%s", (_, one, promised, late) => {
  const promisedMs = promised === null ? null : promised * MINUTE_MS;
  expect(lateMs(one, promisedMs, 0)).toBe(late === null ? null : late * MINUTE_MS);
});

const [late, later, inTime] = [unit(20, 10), unit(30, 10), unit(40, 60)];
const untimed = unit(null, 60);

test.each([
  ["one that is in time, though another is there sooner", [late, later, inTime], inTime],
  ["none where all are late: people say whether one helps all the same", [late, later], undefined],
  ["none whose time is not known", [untimed, late], undefined],
  ["none where none suits", [], undefined],
])("chosen is %s", (_, fit, chosen) => {
  expect(firstChosen(fit, 0)).toBe(chosen);
});

test.each([
  ["the least late where all are", [later, late], late, 10],
  ["the least late beside one whose time is not known", [untimed, later, late], late, 10],
  ["none where one is in time", [late, inTime], undefined, undefined],
  ["none where none suits", [], undefined, undefined],
])("told is %s", (_, fit, one, minutes) => {
  expect(leastLate(fit, 0)?.one).toBe(one);
  expect(leastLate(fit, 0)?.ms).toBe(minutes && minutes * MINUTE_MS);
});
