import { expect, test } from "vitest";
import type { FullIncident } from "@/api/types";
import { utc } from "@/geo/format";
import { conditionsText, driftText } from "./condition-texts";
import { placeLines } from "./fact-lines";
import { craftText } from "./route-text";

const drift = { course_deg: 0, speed_kn: 0.9, spread_kn: 0.225, leeway_class: null };
const datum = {
  point: { type: "Point", coordinates: [12.5667, 35.2917] },
  at: "2026-10-11T14:51:00Z",
  uncertainty_nm: 0.5,
  drift,
  growth_kn: 0.225,
  followed_until: "2026-10-18T14:51:00Z",
  unknown_growth_kn: 1.125,
};
const of = (change: object) => ({ datum, closed_at: null, ...change }) as unknown as FullIncident;
const lines = (change: object, now: string) =>
  placeLines(of(change), Date.parse(`2026-10-11T${now}Z`), utc);

test("a case says where it is now and its datum, each with its time", () => {
  expect(lines({}, "19:09:31")).toEqual({
    now: "now about 35°21.4′N 012°34.0′E ±1.5 nm (19:09Z)",
    set: "datum 35°17.5′N 012°34.0′E ±0.5 nm · 14:51Z",
  });
});

test("what has not changed yet is said once", () => {
  expect(lines({}, "14:51:40")).toEqual({
    now: "35°17.5′N 012°34.0′E ±0.5 nm · 14:51Z",
    set: null,
  });
});

test("after a week nobody knows where it is, and no figure looks exact", () => {
  const told = placeLines(of({}), Date.parse("2026-10-20T14:51:00Z"), utc);
  // 0.5 + 168 h at 0.225 kn + 48 h at 1.125 kn = 92.3 nm about what lies 151 nm north.
  expect(told).toEqual({
    now: "NOT KNOWN: anywhere within about 100 nm of 38°N 013°E, and growing. Drift is followed for a week.",
    set: "datum 35°17.5′N 012°34.0′E ±0.5 nm · 14:51Z",
  });
});

test("a case that is over does not drift any further", () => {
  expect(lines({ closed_at: "2026-10-11T15:51:30Z" }, "19:09:31")?.now).toBe(
    "at the closing about 35°18.4′N 012°34.0′E ±0.8 nm (15:51Z)",
  );
});

test("without a datum there is no place", () => {
  expect(lines({ datum: null }, "19:09:31")).toBeNull();
});

test("a drift by the wind is told as one", () => {
  expect(driftText(of({}))).toBe("drift 0.9 kn 000°");
  const wind = { ...drift, speed_kn: 0.8341, leeway_class: "LIFE-RAFT-NB-1, no ballast" };
  expect(driftText(of({ datum: { ...datum, drift: wind } }))).toBe(
    "drift 0.83 kn 000°, by the wind",
  );
  expect(driftText(of({ datum: { ...datum, drift: null } }))).toBe("");
});

test("the current is told by where it sets, and ice and icing where there are any", () => {
  const conditions = { wind_from_deg: 300, wind_kn: 10, current_to_deg: 90, current_kn: 1.5 };
  expect(conditionsText(of({ conditions }))).toBe("wind 300° 10 kn · current 1.5 kn 090°");
  const cold = { water_c: -1, current_kn: 0.5, icing: true, ice: true };
  expect(conditionsText(of({ conditions: cold }))).toBe(
    "water -1 °C · current 0.5 kn · icing · ice",
  );
  expect(conditionsText(of({ conditions: { icing: false, ice: false } }))).toBe("");
});

test("wind and sea are told as they were, and what follows from them as such", () => {
  const gale = { wind_from_deg: 315, wind_kn: 34.99, wind_m_s: 18, wave_height_m: 5 };
  const derived = { sea_state: 6, sea_state_by_height: true };
  expect(conditionsText(of({ conditions: { ...gale, ...derived } }))).toBe(
    "wind 315° 18 m/s (35 kn) · waves 5 m · sea 6 by the waves",
  );
  const told = { wave_height_m: 5, sea_state: 5, cloud_base_ft: 600, air_c: -2, wind_chill_c: -11 };
  expect(conditionsText(of({ conditions: told }))).toBe(
    "waves 5 m · sea 5 · cloud base 600 ft · air -2 °C · wind chill -11 °C",
  );
});

test("the craft is told by what is known of it, and nothing else", () => {
  expect(craftText(null)).toBe("");
  const whole = { name: "Sirocco", callsign: "5AXY7", mmsi: "642000111", flag: "LBY" };
  expect(craftText(whole)).toBe("Sirocco, Call sign 5AXY7, MMSI 642000111, Flag LBY");
  expect(craftText({ name: "", callsign: null, mmsi: null, flag: "LBY" })).toBe("Flag LBY");
});
