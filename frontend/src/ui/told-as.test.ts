import { expect, test } from "vitest";
import { isToldAs, wholeLines } from "./told-as";

const TEXT = "DISTRESS\n111226Z OCT 26\nE. ASSISTANCE REQUIRED: 1 AIRCRAFT BY 1456Z\n";

test("a text that is only read later tells the same", () => {
  expect(isToldAs(TEXT, TEXT.replace("111226Z OCT 26", "111227Z OCT 26"))).toBe(true);
});

test("a text that asks for something else does not", () => {
  expect(isToldAs(TEXT, TEXT.replace("1 AIRCRAFT", "2 AIRCRAFT"))).toBe(false);
  expect(isToldAs(TEXT, TEXT.replace("1456Z", "1500Z"))).toBe(false);
});

test("a text whose last known place is older tells the same, however its lines are cut", () => {
  const one = "B. POSITION: 34-20.0N 012-42.0E, WITHIN 2 NM, 59 MIN\n    OLD\nC. SITUATION\n";
  const other = "B. POSITION: 34-20.0N 012-42.0E, WITHIN 2 NM,\n    1 H 2 MIN OLD\nC. SITUATION\n";
  expect(isToldAs(one, other)).toBe(true);
  expect(isToldAs(one, other.replace("34-20.0N", "34-20.1N"))).toBe(false);
});

test("a line that was cut to be sent is whole on the screen", () => {
  expect(wholeLines("A. ONE\n    GOES ON\nB. TWO\n")).toBe("A. ONE GOES ON\nB. TWO\n");
});
