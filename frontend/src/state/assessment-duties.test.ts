import { expect, test } from "vitest";
import type { FullIncident } from "@/api/types";
import { assessmentDuties } from "./assessment-duties";

const AT = "2026-07-11T12:26:00Z";
const NOW = Date.parse(AT);
const MINUTE = 60_000;

const sheet = (said: object) => ({
  at: AT,
  suggested_since: null,
  suggestion: { below: true },
  reason: "",
  second: null,
  alone: false,
  ...said,
});

const kinds = (fields: object, nowMs = NOW) =>
  clocked(fields, nowMs).map(({ kind, dueMs }) => [kind, dueMs]);

const clocked = (fields: object, nowMs = NOW) =>
  assessmentDuties(
    { state: "open", other_authorities: [], ...fields } as unknown as FullIncident,
    nowMs,
  );

test("an assessment is shown once it is due, and rings five minutes later", () => {
  const due = { assessment_due_at: AT };
  expect(kinds(due, NOW - 1)).toEqual([]);
  expect(kinds(due)).toEqual([["assess", NOW + 5 * MINUTE]]);
});

test("an assessment rings at once where a unit that was to come does not", () => {
  const due = { assessment_due_at: AT, assessment_due_why: "help_gone" };
  expect(kinds(due)).toEqual([["assess", NOW]]);
});

test("a suggestion that nobody followed or answered rings after five minutes", () => {
  expect(kinds({ assessment: sheet({}) })).toEqual([["below", NOW + 5 * MINUTE]]);
});

test("a sheet that is written again puts nothing off", () => {
  const again = new Date(NOW + 4 * MINUTE).toISOString();
  const since = (said: object) =>
    clocked({ assessment: sheet({ at: again, ...said }) }).map(({ sinceMs }) => sinceMs);
  expect(since({ suggested_since: AT })).toEqual([NOW]);
  const awaited = new Date(NOW + 30 * MINUTE).toISOString();
  expect(since({ reason: "A ship is with them.", second_due_at: awaited })).toEqual([NOW]);
});

test("one person's word waits for the second, who never rings", () => {
  const said = { reason: "A ship is with them." };
  expect(kinds({ assessment: sheet(said) })).toEqual([["second", null]]);
  expect(kinds({ assessment: sheet({ ...said, alone: true }) })).toEqual([]);
  expect(kinds({ assessment: sheet({ ...said, second: {} }) })).toEqual([]);
});

test("nothing is owed where the phase is as suggested, or the case not open", () => {
  expect(kinds({ assessment: sheet({ suggestion: { below: false } }) })).toEqual([]);
  expect(kinds({ state: "suspended", assessment: sheet({}) })).toEqual([]);
});

const authority = (name: string, dueMin: number | null, inDistress = false) => ({
  name,
  in_distress: inDistress,
  told_at: AT,
  due_at: dueMin === null ? null : new Date(NOW + dueMin * MINUTE).toISOString(),
});

test("each other authority has a clock of its own, by name, until it has it no more", () => {
  const has = [authority("Customs", 0), authority("Police", null), authority("Navy", 40)];
  expect(
    clocked({ other_authorities: has }).map(({ kind, dueMs, said }) => [kind, dueMs, said]),
  ).toEqual([
    ["progress", NOW, "Customs"],
    ["progress", NOW + 40 * MINUTE, "Navy"],
  ]);
});

test("in distress another authority is a duty of its own kind", () => {
  const has = [authority("Customs", 0, true)];
  expect(kinds({ other_authorities: has })).toEqual([["authority", NOW]]);
});
