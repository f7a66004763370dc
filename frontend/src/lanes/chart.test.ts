import { expect, test } from "vitest";
import type { Matches, Request } from "@/api/types";
import { NOTHING, type Picture } from "@/state/picture";
import { chartOf } from "./chart";

const need = {
  id: "n",
  what: "Recover people",
  unit: "persons",
  quantity: 400,
  by_at: null,
  withdrawn_at: null,
  coverage: { promised: 200 },
};
const request = { id: "r", incident_id: "i", state: "open", needs: [need] } as unknown as Request;
const picture: Picture = { ...NOTHING, request: new Map([["r", request]]) };

test("what is promised is as the platform counts it, unless somebody is being asked", () => {
  expect(chartOf(picture, "i", null, 0).need?.promised).toBe(200);
  const matches = { need, items: [] } as unknown as Matches;
  expect(chartOf(picture, "i", { incidentId: "i", matches }, 0).need?.promised).toBe(0);
});
