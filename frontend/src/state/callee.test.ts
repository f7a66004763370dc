import { expect, test } from "vitest";
import type { Centre, Deployment, Incident, Request } from "@/api/types";
import type { Duty } from "./alarms";
import { calledAs, calleesOf, numberOf, numbersOf, ownerOf } from "./callee";
import { NOTHING, type Picture } from "./picture";

const centre = (id: string, party: string, ...contacts: [string, string][]) =>
  ({
    id,
    party,
    name: `RCC ${id}`,
    contacts: contacts.map(([channel, value]) => ({ channel, value })),
  }) as unknown as Centre;

test("the numbers are those to speak by, in the order to try them", () => {
  const malta = centre(
    "Malta",
    "MLT",
    ["email", "a@b"],
    ["telephone", "+356 1"],
    ["mf_hf", "2182"],
  );
  expect(numbersOf(malta)).toBe("telephone +356 1, mf/hf 2182");
  expect(calledAs(malta)).toBe("RCC Malta: telephone +356 1, mf/hf 2182");
  expect(numbersOf(centre("Tripoli", "LBY", ["fax", "+218"]))).toBe("fax +218");
  expect(calledAs(centre("Tripoli", "LBY"))).toBe("RCC Tripoli");
  expect(numbersOf(undefined)).toBe("");
  expect([numberOf(malta), numberOf(undefined)]).toEqual(["+356 1", ""]);
});

const byId = <T extends { id: string }>(...things: T[]) =>
  new Map(things.map((one) => [one.id, one]));
const answer = (id: string, state: string) => ({ centre: { id }, state });
const picture: Picture = {
  ...NOTHING,
  centre: byId(centre("rome", "ITA"), centre("malta", "MLT"), centre("other", "MLT")),
  incident: byId({ id: "i", view: "full", lead: { id: "rome" }, links: [] } as unknown as Incident),
  request: byId({
    id: "r",
    centre: { id: "rome" },
    addressees: [answer("malta", "sent"), answer("tunis", "declined"), answer("athens", "offered")],
  } as unknown as Request),
  deployment: byId({ id: "w", view: "full", party: "MLT" } as unknown as Deployment),
};
const duty = (kind: Duty["kind"], path: string, changed: Partial<Duty> = {}): Duty => ({
  kind,
  path,
  incidentId: "i",
  dueMs: null,
  sinceMs: null,
  ...changed,
});

test.each([
  ["coordinate", "/incidents/i", ["own"]],
  ["new_case", "/incidents/i", ["rome"]],
  ["smc_silent", "/incidents/i", ["rome"]],
  ["acknowledge", "/requests/r", ["rome"]],
  ["call", "/requests/r", ["malta"]],
  ["declined", "/requests/r", ["tunis"]],
  ["offered", "/requests/r", ["athens"]],
  ["late", "/incidents/i/answers", ["malta"]],
  ["link", "/incidents/i", []],
] as const)("of %s at %s one calls %s", (kind, path, called) => {
  expect(calleesOf(duty(kind, path, { workId: "w" }), picture, "own")).toEqual(called);
});

test("who leads is called beside a coordinator by voice where its contacts are alerted in vain", () => {
  const incident = picture.incident.get("i") as never as object;
  const by = (changed: object) => ({
    ...picture,
    incident: byId({ ...incident, ...changed } as never),
  });
  const smc = duty("smc_silent", "/incidents/i");
  const voice = { smc_by_voice: { centre: { id: "tripoli" } } };
  expect(calleesOf(smc, by(voice), "own")).toEqual(["tripoli"]);
  const unreached = { ...voice, lead_unreached: { since: "2026-10-11T12:41:00Z" } };
  expect(calleesOf(smc, by(unreached), "own")).toEqual(["tripoli", "rome"]);
});

test("a unit's owner is the centre that offered it, where that is seen", () => {
  const offer = { id: "o", centre: { id: "other" } } as never;
  const work = { id: "w", view: "full", party: "MLT", offer_id: "o" } as unknown as Deployment;
  expect(ownerOf(work, { ...picture, offer: byId(offer) })?.id).toBe("other");
  expect(ownerOf({ ...work, party: null } as Deployment, picture)).toBeNull();
});
