import { expect, test } from "vitest";
import { freeName, isTaken, isUntasked } from "./areas-to-search";

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

test.each([
  ["", ["Nemo 11-03"], false],
  ["Nemo 11-03", ["Nemo 11-03"], false],
  ["nemo 11", ["Nemo 11-03"], false],
  ["CP 322 and Nemo 11-03", ["Nemo 11-03"], false],
  ["CP 322", ["Nemo 11-03"], true],
  ["CP 322", [], true],
])("given to %j, where %j are tasked, it is untasked: %s", (assigned, tasked, untasked) => {
  expect(isUntasked(assigned, called(...tasked))).toBe(untasked);
});
