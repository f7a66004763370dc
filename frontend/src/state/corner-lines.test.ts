import { expect, test } from "vitest";
import {
  cornersIn,
  countOfLast,
  numberOfLast,
  withArea,
  withCorner,
  withoutLast,
} from "./corner-lines";

const TWO = "34°00.0′N 012°00.0′E\n34°30.0′N 012°00.0′E";

test("a corner is added at the end, and the last one is taken back", () => {
  expect(withCorner("", "34 N 012 E")).toBe("34 N 012 E");
  expect(withCorner(`${TWO}\n`, "34 N 013 E")).toBe(`${TWO}\n34 N 013 E`);
  expect(withoutLast(withCorner(TWO, "34 N 013 E"))).toBe(TWO);
  expect(withoutLast("34 N 012 E\n")).toBe("");
  expect(withoutLast("")).toBe("");
});

test("only the corners of the area that is being written are counted", () => {
  expect(countOfLast("")).toBe(0);
  expect(countOfLast(TWO)).toBe(2);
  expect(countOfLast(`${TWO}\n\n35 N 012 E`)).toBe(1);
});

test("after an empty line the next corner begins another area", () => {
  const begun = withArea(TWO);
  expect([countOfLast(begun), numberOfLast(begun)]).toEqual([0, 2]);
  const both = withCorner(begun, "35 N 012 E");
  expect(both).toBe(`${TWO}\n\n35 N 012 E`);
  expect(withCorner(`${TWO}\n \n\n`, "35 N 012 E")).toBe(both);
  expect(cornersIn(withCorner(both, "35 N 013 E")).map(({ length }) => length)).toEqual([2, 2]);
  expect(numberOfLast(both)).toBe(2);
});

test("what was given is taken back in turn: the corner, then the area, then the one before", () => {
  const begun = withArea(TWO);
  expect(withoutLast(`${TWO}\n\n35 N 012 E\n`)).toBe(begun);
  expect(withoutLast(begun)).toBe(TWO);
  expect(countOfLast(withoutLast(withoutLast(begun)))).toBe(1);
});

test("empty lines alone begin no other area", () => {
  expect(withCorner("\n\n", "34 N 012 E")).toBe("34 N 012 E");
  expect([countOfLast("\n\n"), numberOfLast("\n\n")]).toEqual([0, 1]);
  expect(numberOfLast(TWO)).toBe(1);
});
