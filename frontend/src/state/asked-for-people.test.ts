import { expect, test } from "vitest";
import type { Request } from "@/api/types";
import { askedForPeople } from "./asked-for-people";

const ROOM = { takes_people: true, withdrawn_at: null, coverage: { missing: 350 } };
const PUMPS = { takes_people: false, withdrawn_at: null, coverage: { missing: 2 } };

const asks = (id: string, ...needs: object[]) =>
  ({ id, incident_id: "a", party: "ITA", state: "open", needs }) as unknown as Request;
const found = (...requests: Request[]) => askedForPeople(requests, "a", "ITA")?.id;

test("a request for room that lacks something is the one that more are asked in", () => {
  expect(found(asks("room", ROOM))).toBe("room");
  expect(found(asks("pumps", PUMPS), asks("both", PUMPS, ROOM))).toBe("both");
  expect(found({ ...asks("room", ROOM), state: "filled" })).toBe("room");
});

test.each([
  ["asks for pumps", asks("r", PUMPS)],
  ["lacks nothing", asks("r", { ...ROOM, coverage: { missing: 0 } })],
  ["lacks pumps alone", asks("r", { ...ROOM, coverage: { missing: 0 } }, PUMPS)],
  ["does not count for this reader", asks("r", { ...ROOM, coverage: null })],
  ["wants room no more", asks("r", { ...ROOM, withdrawn_at: "2026-07-11T12:26:00Z" })],
  ["is closed", { ...asks("r", ROOM), state: "closed" } as Request],
  ["is another party's", { ...asks("r", ROOM), party: "MLT" }],
  ["is of another case", { ...asks("r", ROOM), incident_id: "b" }],
])("nobody is added to a request that %s", (_, request) => {
  expect(found(request)).toBeUndefined();
});
