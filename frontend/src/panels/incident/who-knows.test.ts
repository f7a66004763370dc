import { expect, test } from "vitest";
import type { FullIncident, TouchedRegion } from "@/api/types";
import type { Picture } from "@/state/picture";
import { whoKnows } from "./who-knows";

const at = (time: string) => `2026-10-11T${time}:00Z`;
const ms = (time: string) => Date.parse(at(time));
const centre = (party: string, listed = false) => ({
  id: party,
  party,
  code: party,
  name: `RCC ${party}`,
  listed,
});
const region = (party: string, touch: string, told_at: string | null, listed = false) =>
  ({ centre: centre(party, listed), touch, told_at }) as TouchedRegion;
const request = (addressees: object[], change: object = {}) =>
  ["r", { id: "r", incident_id: "a", state: "open", addressees, ...change }] as const;
const CASE = {
  id: "a",
  kept_from: [],
  involved: [
    { party: "ITA", since: at("12:00") },
    { party: "MLT", since: at("12:00") },
  ],
} as unknown as FullIncident;

function known(regions: TouchedRegion[], ...requests: (readonly [string, object])[]) {
  const picture = { request: new Map(requests) } as unknown as Picture;
  return whoKnows(CASE, regions, picture).map(({ party, touch, sinceMs }) => [
    party,
    touch,
    sinceMs,
  ]);
}

test("every region is told, and whoever is involved beside them", () => {
  const regions = [region("MLT", "holds", at("12:00")), region("LBY", "drift", null, true)];
  expect(known(regions)).toEqual([
    ["MLT", "holds", ms("12:00")],
    ["LBY", "drift", null],
    ["ITA", null, ms("12:00")],
  ]);
});

test("a centre that was addressed was told when that was sent", () => {
  const sent = { centre: centre("TUN"), sent_at: at("12:30"), voice: [] };
  expect(known([], request([sent]))).toEqual([
    ["TUN", null, ms("12:30")],
    ["ITA", null, ms("12:00")],
    ["MLT", null, ms("12:00")],
  ]);
  expect(known([], request([sent], { state: "draft" }))).toHaveLength(2);
  expect(known([], request([sent], { incident_id: "b" }))).toHaveLength(2);
});

test("a centre that is only listed knows once it was reached by voice", () => {
  const regions = [region("LBY", "holds", null, true)];
  const listed = { centre: centre("LBY", true), sent_at: at("12:30"), voice: [] };
  expect(known(regions, request([listed]))[0]).toEqual(["LBY", "holds", null]);
  const spoken = { ...listed, voice: [{ at: at("12:40") }] };
  expect(known(regions, request([spoken]))[0]).toEqual(["LBY", "holds", ms("12:40")]);
});

test("who is not to be told stands there with the reason, whether its region is touched or not", () => {
  const reason = "They fled from there.";
  const incident = {
    ...CASE,
    kept_from: [
      { party: "LBY", reason, at: at("12:00") },
      { party: "TUN", reason, at: at("12:00") },
    ],
  } as FullIncident;
  const picture = { request: new Map() } as unknown as Picture;
  const found = whoKnows(incident, [region("LBY", "drift", null, true)], picture);
  expect(
    found.filter(({ keptFrom }) => keptFrom).map(({ party, touch }) => [party, touch]),
  ).toEqual([
    ["LBY", "drift"],
    ["TUN", null],
  ]);
});
