import { expect, test } from "vitest";
import { isGone, namedEach, namedOnce } from "./lent";

const lent = (...quantities: number[]) =>
  quantities.map((quantity, at) => ({ asset_id: `a${at}`, quantity }));
const count = (vessels: number, helicopters: number, aeroplanes = 0) => ({
  vessels,
  helicopters,
  aeroplanes,
  serving: 0,
  offered: 0,
});

test("each unit is named once for each of it", () => {
  expect(namedEach(lent(1, 3))).toEqual(["a0", "a1", "a1", "a1"]);
  expect(namedOnce(lent(1, 3))).toEqual(["a0", "a1"]);
});

test("of many every unit is named before any is named again", () => {
  const named = namedEach(lent(...Array<number>(40).fill(1), 60));
  expect(named).toHaveLength(50);
  expect(new Set(named).size).toBe(41);
  expect(namedOnce(lent(...Array<number>(60).fill(1)))).toHaveLength(50);
});

test("it is grave where nobody is left, or none of a kind that was there", () => {
  expect(isGone(count(2, 1), count(1, 1))).toBe(false);
  expect(isGone(count(2, 1), count(2, 0))).toBe(true);
  expect(isGone(count(0, 0, 1), count(0, 0, 0))).toBe(true);
  expect(isGone(count(1, 0, 1), count(1, 0, 0))).toBe(false);
});
