import { expect, test } from "vitest";
import type { Deployment } from "@/api/types";
import { NOTHING, type Picture } from "@/state/picture";
import { trackedOf } from "./track-cache";

const work = (id: string, fields: object) =>
  [
    id,
    { id, incident_id: "i", asset_id: null, ship_id: null, state: "underway", ...fields },
  ] as unknown as [string, Deployment];
const picture: Picture = {
  ...NOTHING,
  deployment: new Map([
    work("1", { asset_id: "a" }),
    work("2", { ship_id: "s", state: "proceeding" }),
    work("3", { asset_id: "gone", state: "recalled" }),
    work("4", { asset_id: "elsewhere", incident_id: "other" }),
  ]),
};

test("with a case those are tracked that work for it, with an asset it alone", () => {
  const tracked = (thing: "incident" | "asset", id: string) => [
    ...trackedOf(picture, { thing, id }),
  ];
  expect(tracked("incident", "i")).toEqual([
    ["a", "asset"],
    ["s", "ship"],
  ]);
  expect(tracked("asset", "x")).toEqual([["x", "asset"]]);
  expect(trackedOf(picture, null).size).toBe(0);
});
