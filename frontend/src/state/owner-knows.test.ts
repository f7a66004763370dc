import { expect, test } from "vitest";
import vectors from "../../../tests/vectors/owners_who_know.json";
import { ownerKnows } from "./owner-knows";
import type { Picture } from "./picture";

interface Row {
  why: string;
  answers: string[];
  offers: string[];
  for_people?: boolean;
  overdue?: boolean;
  knows: boolean;
}

const NOW = Date.parse("2026-07-11T12:26:00Z");
const at = (ms: number) => new Date(ms).toISOString();

function picture(row: Row, request: object = {}): Picture {
  const due = at(row.overdue ? NOW : NOW + 1);
  const addressees = row.answers.map((state) => ({
    centre: { party: "MLT" },
    state,
    answer_due_at: due,
  }));
  const needs = [
    { takes_people: row.for_people ?? true, withdrawn_at: null },
    { takes_people: false, withdrawn_at: null },
    { takes_people: true, withdrawn_at: at(NOW - 1) },
  ];
  const asks = { incident_id: "a", party: "ITA", state: "open", addressees, needs, ...request };
  const made = row.offers.map((state, n): [string, object] => [
    String(n),
    {
      incident_id: "a",
      party: "MLT",
      state: state === "over" || state === "takes_nobody" ? "offered" : state,
      valid_until: at(state === "over" ? NOW : NOW + 1),
      items: [{ kind: "aircraft", persons: state === "takes_nobody" ? 0 : 8 }],
    },
  ]);
  return { request: new Map([["r", asks]]), offer: new Map(made) } as unknown as Picture;
}

test.each(vectors.rows as Row[])("as the server has it: $why", (row) => {
  expect(ownerKnows(picture(row), "a", "MLT", NOW)).toBe(row.knows);
  expect(ownerKnows(picture(row), "another", "MLT", NOW)).toBe(false);
  expect(ownerKnows(picture(row), "a", "TUN", NOW)).toBe(false);
  expect(ownerKnows(picture(row), "a", undefined, NOW)).toBe(false);
  expect(ownerKnows(picture(row, { state: "closed" }), "a", "MLT", NOW)).toBe(false);
  expect(ownerKnows(picture(row, { party: "MLT" }), "a", "MLT", NOW)).toBe(false);
});
