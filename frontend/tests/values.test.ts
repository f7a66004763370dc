import { expect, test } from "vitest";
import { emptyNeed, needOf } from "@/state/asking";
import { type Field, unread, Values } from "@/ui/values";

const NOW = Date.UTC(2026, 9, 11, 12, 0);

test.each([
  ["line", true, "", true],
  ["line", false, "", false],
  ["count", false, "12", false],
  ["count", false, "12.5", true],
  ["number", false, "0,8", false],
  ["number", false, "much", true],
  ["position", true, "34 20N 12 42E", false],
  ["position", false, "34N", true],
  ["past", false, "1130", false],
  ["future", false, "later", true],
] as const)("a %s field (needed: %s) with %j is at fault: %s", (kind, required, typed, faulty) => {
  const field: Field = { name: "it", label: "It", kind, required };
  expect(unread([field], { it: typed }, NOW)).toHaveLength(faulty ? 1 : 0);
});

test("a decimal comma is a number, and nothing typed is nothing", () => {
  const values = new Values({ drift: " 0,8 ", empty: " " }, NOW);
  expect(values.number("drift")).toBe(0.8);
  expect(values.number("empty")).toBeNull();
  expect(values.at("empty", "past")).toBeNull();
});

test("a need is sent as it was typed, and not while something cannot be read", () => {
  const need = { ...emptyNeed("n"), quantity: "400", unit: "persons" as const, by: "+90" };
  expect(needOf(need, NOW)).toMatchObject({
    id: "n",
    quantity: 400,
    unit: "persons",
    by_at: "2026-10-11T13:30:00.000Z",
  });
  expect(needOf({ ...need, by: "soon" }, NOW)).toBeNull();
  expect(needOf({ ...need, quantity: "0" }, NOW)).toBeNull();
});
