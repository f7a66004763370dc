import { expect, test } from "vitest";
import type { Match } from "@/api/types";
import { alikeOf } from "./alike";

const basis = { binds: "law", agreement: null, article: null, version: null, instrument: "UNCLOS" };
const reason = (code: string, sentence: string, of: object | null = null) => ({
  code,
  sentence,
  params: {},
  basis: of,
});
const seas = reason("own_waters", "These are your own waters.", basis);
const water = (span: string) =>
  reason(
    "after_immersion_estimate",
    `People are in water of 14 °C. It comes after ${span} in the water. Keep searching.`,
  );
const match = (...reasons: object[]) => ({ reasons }) as unknown as Match;
const sentences = (reasons: readonly { sentence: string }[]) =>
  reasons.map(({ sentence }) => sentence);

test("all candidates share what each of them says, and a card says the rest", () => {
  const one = match(seas, reason("from_base", "From its base."), water("2 h"));
  const other = match(water("3 h"), seas);
  const { shared, own } = alikeOf([one, other]);
  expect(sentences(shared)).toEqual([
    "These are your own waters.",
    "People are in water of 14 °C. Keep searching.",
  ]);
  expect(sentences(own(one))).toEqual(["From its base.", "It comes after 2 h in the water."]);
  expect(sentences(own(other))).toEqual(["It comes after 3 h in the water."]);
});

test("what is told in parts is shared by units of another kind, and whomever it binds", () => {
  const says = "No leave is needed (UNCLOS 58(1), 87).";
  const flies = reason("high_seas", `${says} Tell the air traffic unit.`, basis);
  const sails = reason("high_seas", says, { ...basis, binds: "both" });
  const { shared, own } = alikeOf([match(flies), match(sails)]);
  expect(shared.map(({ sentence, basis: of }) => [sentence, of])).toEqual([[says, null]]);
  expect(sentences(own(match(flies)))).toEqual(["Tell the air traffic unit."]);
  expect(own(match(sails))).toEqual([]);
});

test("the same words on another basis are not the same", () => {
  const { shared } = alikeOf([match(seas), match({ ...seas, basis: null })]);
  expect(shared).toEqual([]);
});

test("a single candidate says all of it itself", () => {
  const alone = match(seas, water("2 h"));
  const { shared, own } = alikeOf([alone]);
  expect(shared).toEqual([]);
  expect(sentences(own(alone))).toEqual(sentences(alone.reasons));
  expect(alikeOf([]).shared).toEqual([]);
});
