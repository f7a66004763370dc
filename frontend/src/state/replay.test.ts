import { expect, test } from "vitest";
import {
  completed,
  firstTold,
  HOUR,
  hearingsOf,
  latestBy,
  microsOf,
  momentsOf,
  SECOND,
  stepBack,
  stepOn,
  textOf,
  ticksOf,
  within,
} from "./replay";

const AT = "2026-10-11T12:26:00Z";
const at = microsOf(AT) ?? 0;
const entry = (number: number, minutes: number, micros = 0) => ({
  number,
  at: textOf(at + minutes * 60 * SECOND + micros),
});

test("an instant comes back as it was written, to the microsecond", () => {
  for (const text of [AT, "2026-10-11T12:26:00.123456Z", "2026-10-11T12:26:00.000001Z"])
    expect(textOf(microsOf(text) ?? 0)).toBe(text);
  expect(microsOf("2026-10-11T12:26:00.12Z")).toBe(at + 120_000);
});

test.each(["", "now", "2026-10-11", "2026-13-11T12:26:00Z", "2026-10-11T12:26:00+02:00", "1e9"])(
  "%s is no instant",
  (text) => {
    expect(microsOf(text)).toBeNull();
  },
);

const scale = { from: at, until: at + HOUR };
const moments = momentsOf(
  [entry(3, 0), entry(4, 10), entry(5, 10), entry(6, 10, 1), entry(7, 90)],
  scale.until,
);

test("entries of one instant are one moment, those a microsecond apart are two, later ones none", () => {
  expect(moments.map(({ number }) => number)).toEqual([3, 5, 6]);
});

test("steps go from moment to moment and end at the edges", () => {
  const [, second = { at: 0 }, third = { at: 0 }] = moments;
  expect(stepOn(moments, at, scale)).toBe(second.at);
  expect(stepOn(moments, second.at, scale)).toBe(third.at);
  expect(stepOn(moments, third.at, scale)).toBe(scale.until);
  expect(stepBack(moments, scale.until, scale)).toBe(third.at);
  expect(stepBack(moments, third.at, scale)).toBe(second.at);
  expect(stepBack(moments, at, scale)).toBe(scale.from);
  expect(within(scale, at - HOUR)).toBe(at);
  expect(within(scale, at + 2 * HOUR)).toBe(scale.until);
});

test("the entry of an instant is the last by then", () => {
  expect(latestBy(moments, at - 1)).toBeNull();
  expect(latestBy(moments, at + 9 * 60 * SECOND)?.number).toBe(3);
  expect(latestBy(moments, at + 600 * SECOND)?.number).toBe(5);
});

test("ticks that fall together are drawn once", () => {
  expect(ticksOf(moments, scale)).toEqual([0, 167]);
});

const told = (number: number, minutes: number, greece: boolean | null) => ({
  ...entry(number, minutes),
  told: [{ party: "GRC", told: greece }],
});

test("a fact that the other was not told says when it was told of the case next", () => {
  const entries = [told(1, 0, false), told(2, 5, null), told(3, 9, true), told(4, 20, false)];
  expect([...hearingsOf(entries, "GRC")].sort(([a], [b]) => a - b)).toEqual([
    [1, { kind: "untold", nextAt: at + 540 * SECOND }],
    [2, { kind: "erased" }],
    [3, { kind: "told" }],
    [4, { kind: "untold", nextAt: null }],
  ]);
  expect(firstTold(entries, "GRC")).toBe(at + 540 * SECOND);
  expect(firstTold(entries, "MLT")).toBeNull();
});

test("a field that a view had not then is empty, and never as it is now", () => {
  const now = { title: "Now", list: ["a"], pob: { min: 3, source: "crew" }, channel: "16" };
  const then = { title: "Then", pob: { min: 1 } };
  expect(completed(then, now)).toEqual({
    title: "Then",
    list: [],
    pob: { min: 1, source: null },
    channel: null,
  });
  expect(completed(then, undefined)).toEqual(then);
});
