import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ANSWER, CLEARANCE, type Machine, OFFER } from "@/api/machines";
import { words } from "@/i18n";
import { alarmWords } from "@/i18n/alarm-words";
import { handlingOf } from "./alarm-handling";
import {
  ALARM_KINDS,
  ALARMS,
  type AlarmKind,
  alarmOf,
  byAlarm,
  isGrave,
  loudnessOf,
} from "./alarms";
import { soundsAgain } from "./silencing";

const docs = readFileSync("../docs/alarms.md", "utf8");
const rows = docs.split("\n").flatMap((line) => {
  const cells = line.split("|").map((cell) => cell.trim());
  return cells[1]?.startsWith("`") ? [cells.slice(1, -1)] : [];
});

const minutes = (value: number | null) => (value === null ? "no" : `${value} min`);

test("the documents have the table as the program has it", () => {
  const told = rows.map(([kind, rings, ...rest]) => [kind, rings !== "", ...rest]);
  const held = ALARM_KINDS.map((kind) => {
    const { loudness, overdue, urgency, ages } = alarmOf(kind);
    const { settles, again, call } = handlingOf(kind);
    const loud = overdue ? `${loudness}, ${overdue} when over` : loudness;
    const old = ages ? `${minutes(ages[0])} to ${ages[1]}` : "no";
    return [`\`${kind}\``, true, loud, String(urgency), settles, minutes(again), old, call];
  });
  expect(told).toEqual(held);
});

test("the most urgent kinds stand first", () => {
  const urgencies = ALARM_KINDS.map((kind) => alarmOf(kind).urgency);
  expect(urgencies).toEqual([...urgencies].sort());
});

/** The step by which each is settled, where it is one of the platform's machines. */
const STEPS: Partial<Record<AlarmKind, readonly [Machine, string, string]>> = {
  acknowledge: [ANSWER, "sent", "acknowledge"],
  answer: [ANSWER, "acknowledged", "decline"],
  decide: [OFFER, "offered", "accept"],
  lapsed: [CLEARANCE, "lapsed", "withdraw"],
  refused: [CLEARANCE, "refused", "withdraw"],
  objection: [CLEARANCE, "refused", "withdraw"],
};
const ACT = { watch: "watch", coordinator: "coordinate", negotiator: "negotiate" } as const;

test.each(ALARM_KINDS)("%s has somebody who can answer it, and says whom to call", (kind) => {
  const { settles, call } = handlingOf(kind);
  expect(alarmWords.callWhom[call]).toBeTruthy();
  expect(alarmWords[kind](2)).toBeTruthy();
  expect(words.duty[kind]).toBeTruthy();
  // Who watches without being able to settle it is told to call who can.
  if (settles === "coordinator") expect(call).toBe("coordinator");
  const [machine, state, action] = STEPS[kind] ?? [];
  if (!machine) return;
  const row = machine[state ?? ""]?.find(([one]) => one === action);
  expect(row?.[2]).toBe(ACT[settles]);
});

const NOW = 1_000_000_000;
const M = 60_000;
const since = (kind: AlarmKind, ago: number) =>
  ({ kind, sinceMs: NOW - ago * M, dueMs: null }) as const;
const due = (kind: AlarmKind, over: number) =>
  ({ kind, sinceMs: NOW - 500 * M, dueMs: NOW - over * M }) as const;

test.each([
  ["a new case", since("new_case", 119), "sound", true],
  ["a new case of two hours ago", since("new_case", 120), "colour", false],
  ["a request not acknowledged for long", since("acknowledge", 900), "sound", true],
  ["a call that is to be made", due("call", -1), "colour", false],
  ["a call that is over", due("call", 0), "sound", true],
  ["a call after its one reminder", due("call", 20), "colour", false],
  ["distress of a while ago", due("untasked", -1), "record", false],
  ["distress with nobody tasked", due("untasked", 400), "sound", true],
  ["a recall of a day ago, and nothing made up for it", since("recalled", 1440), "sound", false],
  ["a ship that could not come, a day ago", since("unable", 1440), "sound", false],
  ["an answer that is over", due("answer", 300), "sound", true],
  ["a late unit", { kind: "late", sinceMs: null, dueMs: null }, "sound", false],
] as const)("%s is %s", (_, running, loudness, grave) => {
  expect(loudnessOf(running, NOW)).toBe(loudness);
  expect(isGrave(running, NOW)).toBe(grave);
});

test("what is muted is amber, however late it is; what is quieter than sound stays so", () => {
  const muted = { ...due("acknowledge", 3), muted: true };
  expect(loudnessOf(muted, NOW)).toBe("colour");
  expect(isGrave(muted, NOW)).toBe(false);
  expect(loudnessOf({ ...due("untasked", -1), muted: true }, NOW)).toBe("record");
});

test("what rings stands before what has aged, the more urgent first, then what is due first", () => {
  const all = [
    due("call", 300),
    since("link", 3),
    due("call", 3),
    due("answer", -3),
    due("decide", -9),
    due("decide", -3),
    since("new_case", 3),
  ];
  const order = [...all].sort(byAlarm(NOW)).map((one) => all.indexOf(one));
  expect(order).toEqual([6, 2, 5, 4, 1, 0, 3]);
});

const late = (expected: number | null) => ({
  kind: "late" as AlarmKind,
  expectedMs: expected === null ? null : NOW + expected * M,
});

test.each([
  ["in time", { kind: "acknowledge" as AlarmKind, expectedMs: null }, 5, null, true],
  ["not before its time", { kind: "acknowledge" as AlarmKind, expectedMs: null }, 4, null, false],
  ["not by itself", late(30), 600, 30, false],
  ["not for a little", late(35), 1, 30, false],
  ["when it is worse", late(36), 1, 30, true],
  ["by a tenth of what is left", late(109), 1, 100, false],
  ["by more than a tenth of what is left", late(111), 1, 100, true],
  ["not without a time", late(null), 1, 30, false],
])("what was silenced sounds again %s", (_, duty, ago, was, again) => {
  const silenced = { atMs: NOW - ago * M, expectedMs: was === null ? null : NOW + was * M };
  expect(soundsAgain(duty, silenced, NOW, NOW)).toBe(again);
});

test("every kind has a tone, and none is only for the record", () => {
  for (const { urgency, loudness, overdue } of Object.values(ALARMS).map((one) => ({
    overdue: undefined,
    ...one,
  }))) {
    expect([1, 2, 3]).toContain(urgency);
    expect(overdue ?? loudness).not.toBe("record");
  }
});

test("no able unit, a proposal to lead, and a unit late or gone never age, and ring again", () => {
  const kinds = ["untasked", "coordinate", "overdue", "recalled", "unable"] as const;
  for (const kind of kinds) {
    expect(alarmOf(kind).ages, kind).toBeUndefined();
    expect(handlingOf(kind).again, kind).toBe(5);
  }
});
