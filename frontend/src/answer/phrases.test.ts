import { expect, test } from "vitest";
import { ofBrowser, parts, templateOf } from "./phrases";

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
