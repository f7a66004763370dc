import { expect, test } from "vitest";
import type { FullIncident } from "@/api/types";
import { conditionsText, driftText } from "./condition-texts";

const under = (conditions: object, drift: object | null = null) =>
  ({ conditions, datum: { drift } }) as unknown as FullIncident;

test.each([
  [{ wind_from_deg: 315, wind_kn: 18 }, "wind 315° 18 kn"],
  [{ wind_from_deg: 5, wind_kn: 9.3, wind_m_s: 4.8 }, "wind 005° 4.8 m/s (9 kn)"],
  [{ wind_kn: 12 }, "wind 12 kn"],
  [{ current_to_deg: 120, current_kn: 0.6 }, "current 0.6 kn 120°"],
])("directions are read back in degrees: %j", (conditions, said) => {
  expect(conditionsText(under(conditions))).toBe(said);
});

test("the drift is told in degrees too, as wind and current are", () => {
  expect(driftText(under({}, { speed_kn: 0.812, course_deg: 134.4 }))).toBe("drift 0.81 kn 134°");
  expect(driftText(under({}))).toBe("");
});
