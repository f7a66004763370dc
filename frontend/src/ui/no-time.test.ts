import { expect, test } from "vitest";
import type { Match } from "@/api/types";
import { noTimeText } from "./no-time";

const NO_PLACE = "no time: it has no place yet, give it a base or a position";

test.each([
  ["MLT", ["place_not_known"], NO_PLACE],
  ["MLT", ["limited", "place_not_known"], NO_PLACE],
  ["ITA", ["place_not_known"], "no time: its place is not shared"],
  ["ITA", ["no_speed"], "no time"],
  ["MLT", ["no_speed"], "no time"],
])("a unit of %s with %s is told to Malta: %s", (party, codes, said) => {
  const reasons = codes.map((code) => ({ code })) as unknown as Match["reasons"];
  expect(noTimeText({ party, reasons }, "MLT")).toBe(said);
});
