import { describe, expect, it } from "vitest";
import type { Clearance, Crossing, FullDeployment } from "@/api/types";
import {
  asksFor,
  givesNoLeave,
  isNotice,
  isWelcomed,
  mayBeTold,
  toBeAsked,
  toneOf,
} from "./clearances";

const NOW = Date.parse("2026-10-11T12:00:00Z");
const EARLIER = "2026-10-11T11:00:00Z";
const border = (territory: string, ask: boolean) => ({ territory, ask }) as Crossing;
const notice = (clear_from: string | null, state: Clearance["state"] = "notified") =>
  ({ territory: "TUN", state, clear_from, valid_until: null }) as Clearance;

describe("a notice", () => {
  const borders = [border("TUN", true)];

  it("opens the border where no leave is needed", () => {
    expect(givesNoLeave(notice(EARLIER))).toBe(false);
    expect(toneOf(notice(EARLIER), NOW)).toBe("good");
    expect(toBeAsked(borders, [notice(EARLIER)], NOW)).toEqual([]);
  });

  it.each(["notified", "noted"] as const)("is no leave where one is needed: %s", (state) => {
    expect(givesNoLeave(notice(null, state))).toBe(true);
    expect(toneOf(notice(null, state), NOW)).toBe("alert");
    expect(toBeAsked(borders, [notice(null, state)], NOW)).toEqual(borders);
  });
});

describe("a no", () => {
  const [needs, free] = [
    { ...border("TUN", true), mode: "request" },
    { ...border("TUN", true), mode: "notify" },
  ] as [Crossing, Crossing];
  const said = (objection: boolean) =>
    ({ territory: "TUN", state: "refused", objection, valid_until: null }) as Clearance;

  it("closes the border where leave is needed: it is asked for next", () => {
    expect(toneOf(said(false), NOW)).toBe("distress");
    expect(toBeAsked([needs], [said(false)], NOW)).toEqual([needs]);
  });

  it("is an objection where none is needed: the State has been told", () => {
    expect(toneOf(said(true), NOW)).toBe("alert");
    expect(toBeAsked([free], [said(true)], NOW)).toEqual([]);
    expect(mayBeTold([border("TUN", false)], [said(true)], NOW)).toEqual([]);
  });

  it("counts no more, as a notice does not, once leave is needed", () => {
    expect(toBeAsked([needs], [said(true)], NOW)).toEqual([needs]);
    expect(toBeAsked([needs], [notice(EARLIER)], NOW)).toEqual([needs]);
    expect(toBeAsked([free], [notice(EARLIER)], NOW)).toEqual([]);
  });
});

describe("the borders of a State", () => {
  it("are asked about at the first where it is asked, not where it is passed before", () => {
    const [passed, asked] = [border("TUN", false), border("TUN", true)];
    expect(toBeAsked([passed, asked, asked], [], NOW)).toEqual([asked]);
  });

  it("may be told of where nobody is asked, once each, unless they have been", () => {
    const [first, again, libya, malta] = [
      border("TUN", false),
      border("TUN", false),
      border("LBY", true),
      border("MLT", false),
    ];
    expect(mayBeTold([first, again, libya, malta], [], NOW)).toEqual([first, malta]);
    expect(mayBeTold([first, libya, malta], [notice(EARLIER)], NOW)).toEqual([malta]);
  });
});

it.each([
  ["notified", EARLIER, null, true, false],
  ["noted", EARLIER, null, true, false],
  ["noted", EARLIER, EARLIER, true, true],
  // Where leave is needed a yes is one.
  ["noted", null, null, false, false],
  ["granted", EARLIER, EARLIER, false, false],
] as const)("%s, open from %s, answered %s: a notice %s, said yes to %s", (...row) => {
  const [state, clear_from, answered_at, told, welcomed] = row;
  expect(isNotice({ mode: "notify", state, clear_from })).toBe(told);
  expect(isWelcomed({ state, answered_at })).toBe(welcomed);
});

describe("who asks for a unit", () => {
  const work = (ship_id: string | null, party: string | null, hailed_by: string | null) =>
    ({ ship_id, party, lead_party: "ITA", hailed_by }) as FullDeployment;

  it("is its own party, and no lead", () => {
    expect(asksFor(work(null, "MLT", null), "MLT")).toBe(true);
    expect(asksFor(work(null, "MLT", null), "ITA")).toBe(false);
  });

  it("is of a hailed ship the lead, and who hailed it", () => {
    expect(asksFor(work("s", null, "GRC"), "ITA")).toBe(true);
    expect(asksFor(work("s", null, "GRC"), "GRC")).toBe(true);
    expect(asksFor(work("s", null, null), "TUN")).toBe(false);
  });
});
