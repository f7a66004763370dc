import { expect, test } from "vitest";
import { EMPTY_LIST, rowsIn } from "./importing";

test("the empty list opens in columns where the comma is for decimals", () => {
  expect(EMPTY_LIST).toMatch(/^\uFEFFname;type;[a-z0-9_;]+\r\n$/);
});

test.each([
  ["name;type\r\n", 0],
  ["name;type\nA;S5\n\nB;H1", 2],
  ["\uFEFFsep=;\r\nname;type\r\nA;S5\r\n", 1],
  ['"sep=;"\nname;type\nA;S5\n', 1],
  ['name;note\nA;"moored\nat the north quay"\nB;"said ""yes""\n"\n', 2],
])("the rows of %j are counted", (text, rows) => {
  expect(rowsIn(text)).toBe(rows);
});
