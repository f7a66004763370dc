import { expect, test } from "vitest";
import type { Agreement } from "@/api/types";
import { parseTime } from "@/geo/typed-time";
import { gain, type Row, summary, suspendedText } from "@/panels/agreements/labels";
import {
  actsOn,
  byStanding,
  missing,
  standingVersion,
  unsigned,
  type Version,
} from "@/state/standing";

const version = (number: number, state: Version["state"], ...signed: string[]) =>
  ({
    id: `v${number}`,
    number,
    state,
    drafted_by: "ITA",
    suspended_by: state === "suspended" ? "MLT" : null,
    signatures: signed.map((party) => ({ party, at: "2026-01-01T00:00:00Z" })),
    suspensions: [],
    withdrawals: [],
    terms: [{ grantor: null, grantees: [] }],
  }) as unknown as Version;

const NOW = Date.parse("2026-10-11T12:26:00Z");

const agreement = (reference: string, ...versions: Version[]) =>
  ({ id: reference, reference, parties: ["ITA", "MLT"], versions }) as unknown as Agreement;

test("what holds stands before what may come, what is over comes last", () => {
  const both = agreement("A", version(2, "proposed", "ITA"), version(1, "in_force", "ITA", "MLT"));
  expect(standingVersion(both)?.number).toBe(1);
  expect(unsigned(both)?.number).toBe(2);
  expect(standingVersion(agreement("A", version(2, "draft"), version(1, "ended")))?.number).toBe(2);
  expect(standingVersion(agreement("A", version(1, "ended")))?.number).toBe(1);
});

test("only a proposed text waits, for those who have not signed it", () => {
  const proposed = version(1, "proposed", "ITA");
  expect(missing(agreement("A", proposed), proposed)).toEqual(["MLT"]);
  const draft = version(1, "draft");
  expect(missing(agreement("A", draft), draft)).toEqual([]);
});

test("those that wait for the own party come first", () => {
  const done = agreement("A-2", version(1, "in_force", "ITA", "MLT"));
  const waits = agreement("A-10", version(1, "proposed", "ITA"));
  const order = (party: string) => byStanding([waits, done], party).map((one) => one.reference);
  expect(order("MLT")).toEqual(["A-10", "A-2"]);
  expect(order("ITA")).toEqual(["A-2", "A-10"]);
});

test.each([
  ["draft", "ITA", ["propose", "discard"]],
  ["draft", "MLT", []],
  ["proposed", "MLT", ["sign", "end"]],
  ["in_force", "ITA", ["suspend_sharing", "end"]],
  ["suspended", "MLT", ["resume", "end"]],
  ["suspended", "ITA", ["end"]],
  ["ended", "ITA", []],
] as const)("of a text that is %s %s may %s", (state, party, acts) => {
  const one = version(1, state);
  expect(actsOn(agreement("A", one), one, party, NOW)).toEqual(acts);
});

test("a party suspends what it grants once, and then lifts that; who grants nothing cannot", () => {
  const holds = version(1, "in_force", "ITA", "MLT");
  const own = { party: "MLT" } as Version["suspensions"][number];
  const suspended = { ...holds, suspensions: [own] };
  expect(actsOn(agreement("A", suspended), suspended, "MLT", NOW)).toEqual([
    "resume_sharing",
    "end",
  ]);
  expect(actsOn(agreement("A", suspended), suspended, "ITA", NOW)).toEqual([
    "suspend_sharing",
    "end",
  ]);
  const by = (grantor: string | null, ...grantees: string[]) =>
    ({ ...holds, terms: [{ grantor, grantees }] }) as unknown as Version;
  const named = by("MLT");
  expect(actsOn(agreement("A", named), named, "ITA", NOW)).toEqual(["end"]);
  const toMalta = by(null, "MLT");
  expect(actsOn(agreement("A", toMalta), toMalta, "MLT", NOW)).toEqual(["end"]);
  expect(actsOn(agreement("A", toMalta), toMalta, "ITA", NOW)).toEqual(["suspend_sharing", "end"]);
});

test("a notice is taken back before it takes effect, and ends all acts then", () => {
  const own = { party: "MLT", from_at: "2026-10-12T12:26:00Z" } as Version["withdrawals"][number];
  const leaving = { ...version(1, "in_force", "ITA", "MLT"), withdrawals: [own] };
  const acts = (party: string, nowMs: number) =>
    actsOn(agreement("A", leaving), leaving, party, nowMs);
  expect(acts("MLT", NOW)).toEqual(["take_back_notice", "suspend_sharing", "end"]);
  expect(acts("ITA", NOW)).toEqual(["suspend_sharing", "end"]);
  expect(acts("MLT", Date.parse(own.from_at))).toEqual([]);
  expect(acts("ITA", Date.parse(own.from_at))).toEqual(["suspend_sharing", "end"]);
});

const seen = (level: Row["now"]["level"], precision_nm = 0, delay_minutes = 0) =>
  ({ level, precision_nm, delay_minutes }) as Row["now"];
const row = (now: Row["now"], tried: Row["now"] | null) => ({ now, tried }) as Row;

test("a text shows more by level, then by precision, then by delay", () => {
  expect(gain(row(seen("readiness"), seen("position")))).toBeGreaterThan(0);
  expect(gain(row(seen("position", 5), seen("position", 10)))).toBeLessThan(0);
  expect(gain(row(seen("position", 5, 30), seen("position", 5, 0)))).toBeGreaterThan(0);
  expect(gain(row(seen("existence", 5), seen("existence", 9)))).toBe(0);
  expect(gain(row(seen("position"), null))).toBe(0);
});

test("what is suspended is told with the clause and from when, as its sentence says it", () => {
  const at = "2026-10-12T12:26:00Z";
  const clause = { agreement: "A", version: 1, article: "Art. 4", term_id: "t" };
  const held = {
    reference: "A",
    versions: [{ number: 1, suspensions: [{ party: "MLT", from_at: at }], withdrawals: [] }],
  } as unknown as Agreement;
  const ended = {
    reference: "A",
    versions: [{ number: 1, suspensions: [], withdrawals: [{ party: "ITA", from_at: at }] }],
  } as unknown as Agreement;
  const told = (of: Partial<Row["now"]>, owner = "MLT", viewer = "GRC", one = held) =>
    suspendedText(
      { ...seen("none"), winner: null, suspended_from: null, suspended: [], ...of },
      owner,
      viewer,
      [one],
    );
  expect(told({})).toBe("");
  expect(told({ suspended_from: at })).toBe("suspended from 2026-10-12 12:26Z");
  expect(told({ winner: clause, suspended_from: at }, "MLT", "ITA", ended)).toBe(
    "ends from 2026-10-12 12:26Z",
  );
  expect(told({ suspended: [clause] }, "MLT", "ITA", ended)).toBe(
    "Art. 4, A: ended from 2026-10-12 12:26Z, shows nothing",
  );
  expect(told({ suspended: [clause] }, "MLT", "TUN", ended)).toBe(
    "Art. 4, A: suspended, shows nothing",
  );
  expect(told({ suspended: [clause] })).toBe(
    "Art. 4, A: suspended from 2026-10-12 12:26Z, shows nothing",
  );
  expect(told({ suspended: [clause] }, "ITA")).toBe("Art. 4, A: suspended, shows nothing");
});

test("the summary counts what the text on trial would show", () => {
  const rows = [row(seen("none"), seen("position")), row(seen("none"), null)];
  expect(summary(rows)).toBe("1: its position · 1: nothing");
});

test("a date is what it says, whichever way the field leans", () => {
  const now = Date.parse("2026-10-11T12:00:00Z");
  expect(parseTime("2027-01-31", now, "past")).toBe(Date.parse("2027-01-31T00:00:00Z"));
  expect(parseTime("2026-03-01 14:05Z", now, "future")).toBe(Date.parse("2026-03-01T14:05:00Z"));
  expect(parseTime("2026-02-30", now, "future")).toBeNull();
});
