import { expect, test } from "vitest";
import { countOfLast, withCorner, withoutLast } from "./corner-lines";

const TWO = "34°00.0′N 012°00.0′E\n34°30.0′N 012°00.0′E";

test("a corner is added at the end, and the last one is taken back", () => {
  expect(withCorner("", "34 N 012 E")).toBe("34 N 012 E");
  expect(withCorner(`${TWO}\n`, "34 N 013 E")).toBe(`${TWO}\n34 N 013 E`);
  expect(withoutLast(withCorner(TWO, "34 N 013 E"))).toBe(TWO);
  expect(withoutLast("34 N 012 E\n\n")).toBe("");
});

test("only the corners of the area that is being written are counted", () => {
  expect(countOfLast("")).toBe(0);
  expect(countOfLast(TWO)).toBe(2);
  expect(countOfLast(`${TWO}\n\n35 N 012 E`)).toBe(1);
});
