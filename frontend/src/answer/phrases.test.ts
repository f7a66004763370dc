import { expect, test } from "vitest";
import { isReviewed, mannerOf, type OtherLanguage, ofBrowser, parts, templateOf } from "./phrases";

const some = (real: string, reviewed = false, names: string[] = []) =>
  ({
    manner: { real, exercise: "alone" },
    reviewed,
    reviewed_phrases: names,
    phrases: { open: "Ouvrir", send: "Envoyer" },
  }) as unknown as OtherLanguage;

test("in real use a language stands as far as it was reviewed, in exercises alone", () => {
  expect(mannerOf(some("absent"), false)).toBeNull();
  expect(mannerOf(some("beneath"), false)).toBe("beneath");
  expect(mannerOf(some("alone", true), false)).toBe("alone");
  expect(mannerOf(some("absent"), true)).toBe("alone");
  expect(mannerOf(null, true)).toBeNull();
});

test("only a phrase that was reviewed stands beneath its English", () => {
  const part = some("beneath", false, ["open"]);
  expect(isReviewed("open", part)).toBe(true);
  expect(isReviewed("send", part)).toBe(false);
  expect(isReviewed("send", some("alone", true))).toBe(true);
});

test("the browser's language is taken where there is a catalogue of it", () => {
  const table = [
    [["ar-LY", "en"], "ar"],
    [["FR"], "fr"],
    [["en-GB", "fr"], null],
    [["de"], null],
    [[], null],
    [["../x"], null],
  ] as const;
  for (const [languages, found] of table) expect(ofBrowser(languages)).toBe(found);
});

test("a phrase is filled in, text and places in turns", () => {
  const template = templateOf("wrong", null);
  expect(parts(template, { left: "4" })).toEqual(["That code is wrong. Tries left: ", "4", "."]);
  expect(parts("{a}{b}", { a: "1" })).toEqual(["", "1", "", "", ""]);
});

test("a phrase that a language's file has not stays English", () => {
  const other = { phrases: { open: "Ouvrir" } } as unknown as Parameters<typeof templateOf>[1];
  expect(templateOf("open", other)).toBe("Ouvrir");
  expect(templateOf("send", other)).toBe("Send the answer");
});
