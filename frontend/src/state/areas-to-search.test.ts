import { expect, test } from "vitest";
import { freeName, isTaken } from "./areas-to-search";

const called = (...names: string[]) => names.map((name) => ({ name }));

test.each([
  [[], "A1"],
  [["A1", "A2"], "A3"],
  [["A2"], "A1"],
  [["A1", "A3", "North"], "A2"],
  [["a1"], "A2"],
])("after %j the name proposed is %s", (names, proposed) => {
  expect(freeName(called(...names))).toBe(proposed);
});

test("a name is taken however it is typed", () => {
  expect(isTaken(called("A1"), " a1 ")).toBe(true);
  expect(isTaken(called("A1"), "A11")).toBe(false);
});
