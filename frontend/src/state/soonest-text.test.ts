import { expect, test } from "vitest";
import type { FirstUnit } from "@/api/types";
import { alarmText, soonestText } from "./soonest-text";

type Soonest = NonNullable<FirstUnit["soonest"]>;

test.each([
  ["MLT", 42.4, "Rescue 1 (MLT), in 42 min"],
  [null, 2443, "Rescue 1 (ship), in 40 h 43 min"],
])("who could be first is told with the time it takes: %s", (party, minutes, text) => {
  expect(soonestText({ name: "Rescue 1", party, minutes } as Soonest)).toBe(text);
  expect(alarmText({ name: "Rescue 1", party, minutes } as Soonest)).toBe(`soonest is ${text}`);
});
