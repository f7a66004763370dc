import { expect, test } from "vitest";
import type { Reason } from "./alike";
import { gravestOnTime } from "./grave-remark";

const reasons = (...codes: string[]) => codes.map((code) => ({ code })) as Reason[];

test("the gravest remark on a time is told, and none that does not bear on it", () => {
  const told = (...codes: string[]) => gravestOnTime(reasons(...codes))?.code;
  expect(told("own_asset", "wind_on_way", "after_immersion_estimate")).toBe(
    "after_immersion_estimate",
  );
  expect(told("slowed_by_sea", "lands_for_fuel")).toBe("lands_for_fuel");
  expect(told("own_asset", "high_seas")).toBeUndefined();
});
