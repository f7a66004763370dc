import { expect, test } from "vitest";
import { mutes } from "./mutings";
import type { Picture } from "./picture";

const NOW = Date.parse("2026-07-11T12:26:00Z");
const muting = new Map([
  ["m", { party: "MLT", of_party: "ITA", until_at: "2026-07-11T13:26:00Z" }],
]);
const muted = (incident: object | null) => {
  const cases = new Map(incident ? [["a", incident]] : []);
  const picture = { muting, incident: cases } as unknown as Picture;
  return mutes(picture, { party: "ITA", incident_id: "a" }, "MLT", NOW) !== undefined;
};
const left = (ground: string) => ({
  view: "full",
  phase: "alert",
  assessment: { suggestion: { reasons: [{ ground }] } },
});

test("distress rings, also one that one person's word alone has ended", () => {
  expect(muted({ view: "full", phase: "distress", assessment: null })).toBe(false);
  expect(muted(left("left_distress"))).toBe(false);
  expect(muted(left("help_gone"))).toBe(true);
  expect(muted({ view: "full", phase: "alert", assessment: null })).toBe(true);
  expect(muted({ view: "coarse", phase: "alert" })).toBe(true);
  expect(muted(null)).toBe(false);
});
