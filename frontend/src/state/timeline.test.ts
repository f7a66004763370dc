import { expect, test } from "vitest";
import type { Entry, FullIncident, History, LogLine } from "@/api/types";
import { spanOf, timelineOf, unitsIn, wanted } from "./timeline";

const incident = {
  id: "case",
  reference: "ITA-2026-0001",
  opened_at: "2026-10-11T12:00:00Z",
  opened_by: "ITA",
} as FullIncident;

const entry = (number: number, at: string, more: object): Entry =>
  ({ number, at, type: "DeploymentStepped", resync: false, ...more }) as Entry;

const entries = [
  entry(7, "2026-10-11T12:20:00Z", {
    type: "RequestOpened",
    sentence: "REQ-1 was sent to RCC Malta.",
    about: { thing: "request", id: "r", reference: "REQ-1" },
    by: { party: "ITA", centre: "MRCC-ROMA", who: "watch.roma" },
  }),
  entry(9, "2026-10-11T12:40:00Z", {
    sentence: "Nemo 1 took 8 aboard, 8 now (loaded).",
    about: { thing: "deployment", id: "d", reference: "Nemo 1" },
    by: { party: "MLT", centre: "RCC-MALTA" },
    facts: { happened_at: "2026-10-11T12:10:00Z" },
  }),
  entry(10, "2026-10-11T12:41:00Z", {
    type: "LogWritten",
    sentence: "ITA-2026-0001: Called again.",
    about: { thing: "incident", id: "case", reference: "ITA-2026-0001" },
    facts: { own: true },
  }),
  entry(11, "2026-10-11T12:42:00Z", { type: "Erased" }),
];

const history = {
  phases: [
    { id: "p1", phase: "alert", at: "2026-10-11T12:05:00Z", reason: "", by_party: "ITA" },
    { id: "p2", phase: "distress", at: "2026-10-11T12:30:00Z", reason: "", by_party: "ITA" },
  ],
  datums: [],
  coordination: [],
} as unknown as History;

const line = (id: string, written_at: string) =>
  ({
    id,
    at: "2026-10-11T12:01:00Z",
    written_at,
    text: id,
    own: false,
    by_party: "ITA",
    by_centre: { name: "MRCC Roma" },
  }) as LogLine;

test("entries tell who acted as it was then, when it happened, and under which number", () => {
  const [erased, called, asked, took] = timelineOf(incident, null, [], entries);
  expect(erased).toMatchObject({ number: 11, text: "An entry that was erased.", party: null });
  expect(called).toMatchObject({ text: "Called again.", line: true, own: true });
  expect(asked).toMatchObject({ party: "ITA", centre: "MRCC-ROMA", who: "watch.roma" });
  expect(took).toMatchObject({ unit: "Nemo 1", party: "MLT", number: 9 });
  expect(new Date(took?.atMs ?? 0).toISOString()).toBe("2026-10-11T12:10:00.000Z");
});

test("before the first entry stands the case's history, and nothing twice", () => {
  const lines = [line("before", "2026-10-11T12:19:00Z"), line("told", "2026-10-11T12:20:00Z")];
  const told = timelineOf(incident, history, lines, entries).filter(({ number }) => !number);
  expect(told.map(({ id }) => id)).toEqual(["p1", "before", "case opened"]);
  const alone = timelineOf(incident, history, lines, []);
  expect(alone.map(({ id }) => id)).toEqual(["p2", "p1", "told", "before", "case opened"]);
});

test("a proposal to lead is a line of who proposed it, and one of who decided it", () => {
  const proposal = (id: string, state: string, answered_at: string | null) => ({
    id,
    state,
    office: "lead",
    proposed_at: "2026-10-11T12:00:00Z",
    answered_at,
    reason: "Nearer.",
    answer_reason: "",
    from_centre: { party: "ITA", name: "MRCC Roma" },
    to_centre: { party: "MLT", name: "RCC Malta" },
  });
  const coordination = [
    proposal("a", "accepted", "2026-10-11T12:10:00Z"),
    proposal("b", "withdrawn", "2026-10-11T12:20:00Z"),
    proposal("c", "proposed", null),
  ];
  const past = { phases: [], datums: [], coordination } as unknown as History;
  const told = timelineOf(incident, past, [], []).map(({ id, party, atMs }) => [
    id,
    party,
    new Date(atMs).toISOString().slice(11, 16),
  ]);
  expect(told).toEqual([
    ["b answered", "ITA", "12:20"],
    ["a answered", "MLT", "12:10"],
    ["case opened", "ITA", "12:00"],
    ["c", "ITA", "12:00"],
    ["b", "ITA", "12:00"],
    ["a", "ITA", "12:00"],
  ]);
});

test("a filter leaves what is of a unit, of a span, or of the log", () => {
  const all = timelineOf(incident, null, [], entries);
  const none = { unit: "", fromMs: null, untilMs: null, linesOnly: false };
  const numbers = (filter: object) =>
    wanted(all, { ...none, ...filter }).map(({ number }) => number);
  expect(unitsIn(all)).toEqual(["Nemo 1"]);
  expect(numbers({})).toEqual([11, 10, 7, 9, null]);
  expect(numbers({ unit: "Nemo 1" })).toEqual([9]);
  expect(numbers({ linesOnly: true })).toEqual([10]);
  const [fromMs, untilMs] = ["12:15", "12:42"].map((time) => Date.parse(`2026-10-11T${time}Z`));
  expect(numbers({ fromMs, untilMs })).toEqual([10, 7]);
});

test("a unit is found by its whole name", () => {
  const texts = [
    "Nemo 1 is there.",
    "Nemo 11 is there.",
    "Nemo 1-2",
    "(Nemo 1)",
    "xNemo 1",
    "2-Nemo 1",
  ];
  const all = texts.map((sentence, index) =>
    timelineOf(incident, null, [], [entry(index + 1, "2026-10-11T12:20:00Z", { sentence })]).filter(
      ({ number }) => number !== null,
    ),
  );
  const filter = { unit: "Nemo 1", fromMs: null, untilMs: null, linesOnly: false };
  expect(wanted(all.flat(), filter).map(({ text }) => text)).toEqual([
    "Nemo 1 is there.",
    "(Nemo 1)",
  ]);
  expect(wanted(all.flat(), { ...filter, unit: "M/V (a+b" })).toEqual([]);
});

test("times without a day are of the days of the case", () => {
  const at = (ms: number | null) => ms && new Date(ms).toISOString().slice(0, 16);
  const span = (from: string, until: string, last: string) => {
    const { fromMs, untilMs } = spanOf(from, until, Date.parse(last));
    return [at(fromMs), at(untilMs)];
  };
  const last = "2026-10-11T14:00:00Z";
  expect(span("1330", "", last)).toEqual(["2026-10-11T13:30", null]);
  expect(span("2330", "0100", last)).toEqual(["2026-10-10T23:30", "2026-10-11T01:00"]);
  expect(span("1330", "1430", last)).toEqual(["2026-10-11T13:30", "2026-10-11T14:30"]);
  expect(span("", "2359", last)).toEqual([null, "2026-10-11T23:59"]);
  expect(span("", "0000", last)).toEqual([null, "2026-10-11T00:00"]);
  expect(span("101330Z", "", last)).toEqual(["2026-10-10T13:30", null]);
  expect(span("soon", "", last)).toEqual([null, null]);
});
