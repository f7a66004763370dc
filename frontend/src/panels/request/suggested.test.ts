import { expect, test } from "vitest";
import type { Asset, Match } from "@/api/types";
import { type Suggested, whyNotSuited } from "./suggested";

const helicopter = { kind: "aircraft" } as Asset;
const raft = { kind: "equipment" } as Asset;
const suggested = (match: object, named = false) =>
  ({ match: { verdict: "allowed", time: null, ...match } as Match, named }) as Suggested;
const timed = { time: { total_minutes: 20 } };

test.each<[string, Suggested, Asset | null, string | null]>([
  ["a unit with a time", suggested(timed), helicopter, null],
  [
    "a refused one, though it is asked for",
    suggested({ verdict: "not_suited" }, true),
    raft,
    "refused",
  ],
  ["a life-raft that may come, and nobody asks for by name", suggested(timed), raft, "not_named"],
  ["the same, asked for by name", suggested({}, true), raft, null],
  ["a unit without a time", suggested({}), helicopter, "no_time"],
  ["one that is not in the picture", suggested(timed), null, "not_named"],
])("%s", (_, one, asset, why) => {
  expect(whyNotSuited(one, asset)).toBe(why);
});
