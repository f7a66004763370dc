import { afterEach, expect, test, vi } from "vitest";
import type { FirstUnit, FullIncident } from "@/api/types";
import {
  askFor,
  dropNeed,
  isCovered,
  neededFor,
  peopleThen,
  saidNeed,
  whatFirst,
} from "./case-need";

const need = {
  id: null,
  what: "",
  kinds: [],
  types: [],
  capabilities: [],
  quantity: 12,
  unit: "persons",
  from_at: null,
  by_at: null,
  until_at: null,
} satisfies FirstUnit["need"];

afterEach(() => vi.unstubAllGlobals());

test("the need of a case is taken to the page that asks for it, and to no other", () => {
  const location = { pathname: "/incidents/c" };
  vi.stubGlobal("location", location);
  vi.stubGlobal("history", { pushState: vi.fn() });
  askFor("c", saidNeed(need, "Take people aboard", null), "n");
  expect(neededFor("c")).toMatchObject({
    id: "n",
    what: "Take people aboard",
    quantity: "12",
    unit: "persons",
    by: "",
  });
  expect(neededFor("other")).toBeNull();
  dropNeed();
  expect(neededFor("c")).toBeNull();
});

test("what the server says of a need stands", () => {
  expect(saidNeed({ ...need, what: "Tow her" }, "Take people aboard", null).what).toBe("Tow her");
});

test("while nobody knows how many at most, the need is for at least so many", () => {
  const atLeast = (outstanding_max: number | null) =>
    saidNeed(need, "", { outstanding_max } as FullIncident["people"]).atLeast;
  expect([atLeast(null), atLeast(12), atLeast(0)]).toEqual([true, false, false]);
});

const boat = { phase: "distress", situation: "maritime", people: null } as const;

test("what a case needs first is told in words, and an unknown number as not known", () => {
  const told = (first: FirstUnit["first"], about: object = {}, pob_told = true) =>
    whatFirst({ first, pob_told }, { ...boat, ...about });
  expect(told("search")).toBe("Search");
  expect(told("search", { phase: "alert" })).toBe("Find out and search");
  expect(told("take_aboard")).toBe("Take people aboard");
  expect(told("take_aboard", {}, false)).toBe("Take people aboard, how many is not known");
  expect(told("take_aboard", { situation: "medical_evacuation" })).toBe("Take patients off");
  expect(told("pollution")).toBe("Look at the pollution and fight it");
});

test("beside a search people are to be taken aboard, and by a pollution if any are known of", () => {
  const then = (first: FirstUnit["first"], pob_told = true) =>
    peopleThen({ first, pob_told, people: need }, boat)?.what;
  expect(then("search")).toBe("Take people aboard");
  expect(then("pollution")).toBe("Take people aboard");
  expect(then("pollution", false)).toBeUndefined();
  expect(then("take_aboard")).toBeUndefined();
});

test("room for all covers a case, but no search with too few units and no pollution", () => {
  const tasked = { units: 1, room: 50, at_least: false, enough: true };
  const covered = (first: FirstUnit["first"], quantity: number) =>
    isCovered({ first, need: { ...need, quantity }, tasked });
  expect([covered("take_aboard", 12), covered("search", 1), covered("search", 2)]).toEqual([
    true,
    true,
    false,
  ]);
  expect(covered("pollution", 1)).toBe(false);
});
