import { expect, test } from "vitest";
import { mannerOf, PHRASES, phrase } from "./phrases";

test("a language that nobody has reviewed stands alone in exercises only", () => {
  const someone = { by: "Head of the language service", on: "2026-10-01" };
  const table = [
    ["en", false, null, "none"],
    ["en", true, null, "none"],
    ["fr", true, null, "alone"],
    ["fr", false, null, "aid"],
    ["fr", false, someone, "alone"],
  ] as const;
  for (const [chosen, exercise, reviewed, manner] of table) {
    expect(mannerOf(chosen, exercise, reviewed)).toBe(manner);
  }
});

test("each phrase says in both languages what stands in its places", () => {
  const places = (text: string) => [...text.matchAll(/\{\d\}/g)].map(String).sort();
  for (const [name, [english, french]] of Object.entries(PHRASES)) {
    expect(places(french), name).toEqual(places(english));
    expect(french.trim(), name).not.toBe("");
  }
});

test("a phrase is filled in", () => {
  expect(phrase("wrong", "en", "4")).toBe("That code is wrong. Tries left: 4.");
  expect(phrase("wrong", "fr", "4")).toBe("Ce code est faux. Essais restants : 4.");
});
