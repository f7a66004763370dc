import { expect, test } from "vitest";
import type { AssetType } from "@/api/types";
import { Values } from "@/ui/values";
import { addedType, fieldsOfNew, fieldsOfRefined, refinedType } from "./type-fields";

const S3 = {
  code: "S3",
  name: "Rescue boat",
  party: null,
  opportunity: false,
  max_kn: 35,
  cruise_kn: 28,
  capabilities: ["radar"],
  notice: { day_minutes: 10, night_minutes: 40, at_sea_minutes: 5 },
  turn_round_minutes: 30,
  unit_class: "RB",
  divisible: false,
  limits: "",
  recovery: [],
  source: { note: "Its maker", status: "computed", sourced: ["cruise_kn"] },
} as unknown as AssetType;

test("a new type sends what is told, and leaves the rest to its base", () => {
  const typed = { code: "rhib9", name: "RHIB", based_on: "S3", cruise_kn: "34", source: "Trials" };
  expect(addedType([S3], new Values(typed, 0))).toEqual({
    code: "RHIB9",
    name: "RHIB",
    based_on: "S3",
    figures: { cruise_kn: 34 },
    source: { note: "Trials", sourced: [] },
  });
  const whole = { code: "X", name: "X", kind: "team", capabilities: "medical divers", source: "S" };
  expect(addedType([S3], new Values(whole, 0))).toEqual({
    code: "X",
    name: "X",
    based_on: null,
    kind: "team",
    capabilities: ["medical", "divers"],
    source: { note: "S", sourced: [] },
  });
});

test("it is based on a shipped type or one of one's own, and on no ship of opportunity", () => {
  const types = [
    S3,
    { ...S3, code: "MLT-A", party: "MLT" },
    { ...S3, code: "ITA-A", party: "ITA" },
    { ...S3, code: "M1", opportunity: true },
  ];
  const base = fieldsOfNew(types, "MLT").find(({ name }) => name === "based_on");
  expect(base?.options?.map(([code]) => code)).toEqual(["", "S3", "MLT-A"]);
});

test("a refined type is shown as it is, without its greatest speed, and sent whole", () => {
  const fields = fieldsOfRefined(S3);
  expect(fields.some(({ name }) => name === "max_kn")).toBe(false);
  const typed = Object.fromEntries(fields.map(({ name, initial }) => [name, initial ?? ""]));
  const sent = refinedType(S3, new Values({ ...typed, cruise_kn: "30" }, 0));
  expect(sent.figures).toMatchObject({ cruise_kn: 30, radius_nm: null });
  expect(sent.capabilities).toEqual(["radar"]);
  expect(sent.notice).toEqual({ day_minutes: 10, night_minutes: 40, at_sea_minutes: 5 });
  expect([sent.turn_round_minutes, sent.unit_class]).toEqual([30, "RB"]);
  expect(sent.source).toEqual({ note: "Its maker", status: "computed", sourced: ["cruise_kn"] });
});

test("of a notice told in part the rest is its base's, else the house's", () => {
  const typed = { code: "X", name: "X", kind: "team", source: "S", notice_day: "" };
  const notice = (more: Record<string, string>) =>
    addedType([S3], new Values({ ...typed, ...more }, 0)).notice;
  expect(notice({})).toBeUndefined();
  expect(notice({ night_minutes: "25" })).toEqual({
    day_minutes: 60,
    night_minutes: 25,
    at_sea_minutes: 10,
  });
  expect(notice({ based_on: "S3", night_minutes: "25" })).toEqual({
    day_minutes: 10,
    night_minutes: 25,
    at_sea_minutes: 5,
  });
});

test("its class and turn-round are its base's unless told, and equipment is bound in parts", () => {
  const asked = (typed: Record<string, string>) =>
    fieldsOfNew([S3], "MLT", [], typed).map(({ name }) => name);
  expect(asked({ kind: "equipment" })).toContain("divisible");
  expect(asked({ kind: "vessel" })).not.toContain("divisible");
  const typed = { code: "P", name: "Pump", kind: "equipment", divisible: "parts", source: "S" };
  const told = { ...typed, turn_round_minutes: "0", unit_class: "SUPPLY" };
  expect(addedType([S3], new Values(told, 0))).toMatchObject({
    divisible: true,
    turn_round_minutes: 0,
    unit_class: "SUPPLY",
  });
  expect(addedType([S3], new Values(typed, 0))).not.toHaveProperty("turn_round_minutes");
  const boat = addedType([S3], new Values({ ...typed, kind: "vessel" }, 0));
  expect(boat).not.toHaveProperty("divisible");
});

test("a figure without which it is not taken is asked for, unless its base tells it", () => {
  const B1 = { ...S3, kind: "vessel", length_m: 12 } as AssetType;
  const T1 = { ...S3, code: "T1", kind: "team", max_kn: null } as AssetType;
  const asked = (typed: Record<string, string>) =>
    fieldsOfNew([B1, T1], "MLT", [], typed)
      .filter(({ required }) => required)
      .map(({ name }) => name);
  expect(asked({})).toEqual(["code", "name", "kind", "source"]);
  expect(asked({ kind: "vessel" })).toEqual([
    "code",
    "name",
    "kind",
    "max_kn",
    "length_m",
    "source",
  ]);
  expect(asked({ kind: "team" })).toEqual(["code", "name", "kind", "source"]);
  expect(asked({ based_on: "S3" })).toEqual(["code", "name", "source"]);
  expect(asked({ based_on: "T1", kind: "vessel" })).toContain("max_kn");
});
