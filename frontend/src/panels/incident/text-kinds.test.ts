import { expect, test } from "vitest";
import { GROUPS, kindsShown } from "./text-kinds";

test("each text has a key of its own", () => {
  const keys = GROUPS.flatMap(({ kinds }) => kinds.map(([, key]) => key));
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).not.toContain("b");
});

test("an open case has no last word, and one that is over asks for nothing", () => {
  const open = kindsShown("open", true);
  expect(open.has("all-well")).toBe(false);
  expect(open.has("mayday-relay")).toBe(true);
  for (const state of ["suspended", "closed"] as const)
    expect([...kindsShown(state, true)].sort()).toEqual([
      "all-well",
      "relay-cancelled",
      "sitrep-full",
      "sitrep-short",
    ]);
});

test("the lead appoints, the others offer", () => {
  expect(kindsShown("open", true).has("offer")).toBe(false);
  const other = kindsShown("open", false);
  expect(other.has("offer")).toBe(true);
  expect(other.has("osc")).toBe(false);
});
