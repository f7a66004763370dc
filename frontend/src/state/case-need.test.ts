import { afterEach, expect, test, vi } from "vitest";
import type { FirstUnit, FullIncident } from "@/api/types";
import { askFor, dropNeed, neededFor, saidNeed } from "./case-need";

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
