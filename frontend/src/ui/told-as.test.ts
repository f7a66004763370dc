import { expect, test } from "vitest";
import { isToldAs } from "./told-as";

const TEXT = "DISTRESS\n111226Z OCT 26\nE. ASSISTANCE REQUIRED: 1 AIRCRAFT BY 1456Z\n";

test("a text that is only read later tells the same", () => {
  expect(isToldAs(TEXT, TEXT.replace("111226Z OCT 26", "111227Z OCT 26"))).toBe(true);
});

test("a text that asks for something else does not", () => {
  expect(isToldAs(TEXT, TEXT.replace("1 AIRCRAFT", "2 AIRCRAFT"))).toBe(false);
  expect(isToldAs(TEXT, TEXT.replace("1456Z", "1500Z"))).toBe(false);
});
