import { expect, test } from "vitest";
import { type Note, placedNotes } from "./notes";

const note = (text: string, xPx: number, before = false): Note => ({
  kind: "by",
  text,
  xPx,
  before,
});
const places = (notes: readonly Note[], widthPx = 400) =>
  placedNotes(notes, widthPx).map(({ text, fromPx }) => [text, fromPx]);

test("a note stands right of its line, or left of it where it ends or has no more room", () => {
  expect(places([note("now", 100)])).toEqual([["now", 104]]);
  expect(places([note("dawn", 100, true)])).toEqual([["dawn", 68]]);
  expect(places([note("now", 390)])).toEqual([["now", 365]]);
});

test("no note stands over one that goes before it", () => {
  expect(places([note("now", 100), note("needed by", 110)])).toEqual([
    ["now", 104],
    ["needed by", 129],
  ]);
  expect(places([note("now", 100), note("dusk", 95)])).toEqual([
    ["now", 104],
    ["dusk", 63],
  ]);
});

test("one that finds no room beside its line is left out", () => {
  expect(
    places([note("a note that is long", 100), note("another that is long", 100)], 240),
  ).toEqual([["a note that is long", 104]]);
});

test("a note that ends where another begins does not run into it", () => {
  // As wide as these are drawn: 109 px and 75 px.
  expect(places([note("needed by 15:58Z", 100), note("dusk 17:04Z", 210)])).toEqual([
    ["needed by 15:58Z", 104],
    ["dusk 17:04Z", 220],
  ]);
});
