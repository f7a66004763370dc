import { expect, test } from "vitest";
import type { Capability } from "@/api/types";
import { choicesOf } from "./capabilities";

const one = (code: string, fields: Partial<Capability> = {}): Capability => ({
  code,
  name: code,
  meaning: "",
  source: "",
  party: null,
  withdrawn_at: null,
  version: null,
  ...fields,
});

test("the shipped ones may be chosen before anything is read", () => {
  expect(choicesOf([], []).map(([code]) => code)).toContain("radar");
});

test("what is withdrawn is chosen no more, but stays where it was chosen", () => {
  const known = [
    one("radar"),
    one("MLT-sonar", { name: "Sonar", party: "MLT" }),
    one("MLT-old", { name: "Old", party: "MLT", withdrawn_at: "2026-10-11T12:26:00Z" }),
  ];
  expect(choicesOf(known, []).at(-1)).toEqual(["MLT-sonar", "Sonar (MLT)"]);
  expect(choicesOf(known, ["MLT-old"]).at(-1)).toEqual(["MLT-old", "Old (MLT)"]);
});
