import { expect, test } from "vitest";
import type { AssetType } from "@/api/types";
import { Values } from "@/ui/values";
import {
  addedBuild,
  buildIn,
  fieldsOfBuild,
  fieldsOfKnownBuild,
  kindText,
  refinedBuild,
} from "./build-fields";

const H1 = {
  code: "H1",
  kind: "aircraft",
  form: "rotary_wing",
  d_value_m: 16.63,
  mass_max_t: 6.8,
  runway_m: null,
} as AssetType;
const A1 = { ...H1, code: "A1", form: "fixed_wing", runway_m: 900 } as AssetType;
const S3 = { code: "S3", kind: "vessel", form: "rescue_vessel", hull: "planing" } as AssetType;
const TYPES = [H1, A1, S3];

const asked = (typed: Record<string, string>) =>
  fieldsOfBuild(buildIn(TYPES, typed)).map(({ name }) => name);
const told = (typed: Record<string, string>) => addedBuild(TYPES, new Values(typed, 0));

test("each kind and build is asked for what decides where it lands or passes", () => {
  expect(asked({})).toEqual([]);
  expect(asked({ kind: "team" })).toEqual([]);
  expect(asked({ kind: "aircraft" })).toEqual(["form", "d_value_m", "mass_max_t"]);
  expect(asked({ kind: "aircraft", form: "fixed_wing" })).toEqual([
    "form",
    "mass_max_t",
    "runway_m",
  ]);
  expect(asked({ based_on: "A1" })).toEqual(["form", "mass_max_t", "runway_m"]);
  expect(asked({ based_on: "S3" })).toEqual(["form", "hull", "draught_m"]);
  expect(asked({ kind: "uncrewed" })).toEqual(["form"]);
});

test("kind and build are told together, where a kind has more than one", () => {
  expect(kindText(H1)).toBe("aircraft with rotors");
  expect(kindText(S3)).toBe("vessel for rescue or patrol");
  expect(kindText({ ...S3, kind: "team", form: "people" })).toBe("team");
});

test("the build that it has unless told is said", () => {
  const firstOf = (typed: Record<string, string>) =>
    fieldsOfBuild(buildIn(TYPES, typed)).map(({ options }) => options?.[0]?.[1]);
  expect(firstOf({ kind: "uncrewed" })).toEqual(["with rotors, unless told"]);
  expect(firstOf({ based_on: "S3" }).slice(0, 2)).toEqual(["as its base type", "as its base type"]);
  expect(firstOf({ based_on: "S3", kind: "uncrewed" })).toEqual(["with rotors, unless told"]);
});

test("what is left empty is its base's, and what was typed of another kind is not told", () => {
  expect(told({ based_on: "H1", d_value_m: "17,5", draught_m: "2", runway_m: "800" })).toEqual({
    d_value_m: 17.5,
  });
  expect(told({ kind: "vessel", form: "fixed_wing", draught_m: "1.2", hull: "planing" })).toEqual({
    draught_m: 1.2,
    hull: "planing",
  });
  expect(told({ kind: "aircraft", form: "fixed_wing" })).toEqual({ form: "fixed_wing" });
});

test("a base of another kind gives no build: the first that fits is told", () => {
  expect(told({ based_on: "H1", kind: "vessel" })).toEqual({
    form: "rescue_vessel",
    hull: "displacement",
    d_value_m: null,
    mass_max_t: null,
  });
  expect(told({ based_on: "S3", kind: "team" })).toEqual({ form: "people" });
  expect(told({ based_on: "A1", form: "rotary_wing", d_value_m: "15" })).toEqual({
    form: "rotary_wing",
    d_value_m: 15,
    runway_m: null,
  });
});

test("a refined type is shown with what it has, and what is emptied is not known any more", () => {
  expect(fieldsOfKnownBuild(A1).map(({ name, initial }) => [name, initial])).toEqual([
    ["mass_max_t", "6.8"],
    ["runway_m", "900"],
  ]);
  expect(refinedBuild(A1, new Values({ mass_max_t: "7", runway_m: "" }, 0))).toEqual({
    mass_max_t: 7,
    runway_m: null,
  });
  expect(fieldsOfKnownBuild(S3).map(({ name, initial }) => [name, initial])).toEqual([
    ["hull", "planing"],
  ]);
  expect(refinedBuild(S3, new Values({ hull: "displacement" }, 0))).toEqual({
    hull: "displacement",
  });
});
