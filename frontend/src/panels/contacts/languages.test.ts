import { expect, test } from "vitest";
import { languageNames, languagesIn, notLanguages, timeZones } from "./languages";

test("codes are read whatever stands between them, each once", () => {
  expect(languagesIn(" IT, en;fr  en\n")).toEqual(["it", "en", "fr"]);
  expect(languagesIn(" ")).toEqual([]);
});

test("a word that is no code is named", () => {
  expect(notLanguages("it english e")).toEqual(["english", "e"]);
  expect(notLanguages("it mlt")).toEqual([]);
});

test("a code has its name beside it, where it has one", () => {
  expect(languageNames(["it", "qqq", "english"])).toBe("Italian (it), qqq, english");
});

test("the zone that stands is among the zones, whatever the browser knows", () => {
  const zones = timeZones("Europe/Nowhere");
  expect(zones).toContain("Europe/Nowhere");
  expect(zones).toContain("Europe/Rome");
  expect(zones).toContain("UTC");
  expect(zones).toEqual([...new Set(zones)].sort());
});
