import { expect, test } from "vitest";
import type { FullIncident } from "@/api/types";
import { fewer } from "./fewer-pob";

const told = (min: number | null, max: number | null, pob_highest: number | null) =>
  ({ pob: { min, max }, pob_highest }) as FullIncident;

test("fewer at either end is asked why", () => {
  expect(fewer(told(250, 400, 400), { min: 326, max: 326 })).toBe(true);
  expect(fewer(told(250, 400, 400), { min: 200, max: 400 })).toBe(true);
  expect(fewer(told(250, 400, 400), { min: 250, max: 420 })).toBe(false);
  expect(fewer(told(326, 326, 400), { min: 326, max: 350 })).toBe(false);
});

test("to clear the upper number says that there may be more; the highest told stays the mark", () => {
  expect(fewer(told(250, 400, 400), { min: 250, max: null })).toBe(false);
  expect(fewer(told(250, null, 400), { min: 250, max: 300 })).toBe(true);
  expect(fewer(told(250, null, 400), { min: 250, max: 400 })).toBe(false);
  expect(fewer(told(250, null, 250), { min: 250, max: 260 })).toBe(false);
  expect(fewer(told(null, null, null), { min: 3, max: 5 })).toBe(false);
});
