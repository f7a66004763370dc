import { expect, test } from "vitest";
import { namedBy } from "./named-by";

const CENTRE = { name: "MRCC São Tomé", code: "STP-1", party: "STP" };
const named = (typed: string) => namedBy(typed, CENTRE, "São Tomé and Príncipe");

test("a centre is found by its name, code or party, whatever the accents and capitals", () => {
  for (const typed of ["", " ", "mrcc", "sao tome", "SÃO", "stp-1", "principe mrcc"])
    expect(named(typed), typed).toBe(true);
});

test("every word that was typed must be there", () => {
  for (const typed of ["mrcc malta", "x"]) expect(named(typed), typed).toBe(false);
});
