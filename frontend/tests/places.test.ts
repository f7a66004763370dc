import { expect, test } from "vitest";
import type { Picture } from "@/state/picture";
import { NOTHING } from "@/state/picture";
import { placeOf } from "@/state/places";

const picture = {
  ...NOTHING,
  incident: new Map([["i", {}]]),
  asset: new Map([["a", {}]]),
  offer: new Map([
    ["o", { incident_id: "i" }],
    ["far", { incident_id: "unseen" }],
  ]),
} as unknown as Picture;

test.each([
  ["incident", "i", "/incidents/i"],
  ["incident", "over", "/incidents/over"],
  ["asset", "a", "/assets/a"],
  ["offer", "o", "/incidents/i/answers"],
])("%s %s is opened at %s", (thing, id, place) => {
  expect(placeOf(picture, thing, id)).toBe(place);
});

test.each([
  ["offer", "far"],
  ["offer", "gone"],
  ["person", "p"],
])("%s %s, which the picture does not hold, is opened nowhere", (thing, id) => {
  expect(placeOf(picture, thing, id)).toBeNull();
});
