import { expect, test } from "vitest";
import { isGrave } from "./alarms";
import { dutiesOf } from "./duties";
import type { Picture } from "./picture";

const NOW = Date.parse("2026-10-11T12:26:00Z");
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

const TABLES = [
  ...["incident", "request", "clearance", "offer", "deployment", "muting", "centre", "asset"],
  "agreement",
  "distress_report",
];

function picture(tables: Record<string, readonly { readonly id: string }[]>): Picture {
  return Object.fromEntries(
    TABLES.map((name) => [name, new Map((tables[name] ?? []).map((one) => [one.id, one]))]),
  ) as unknown as Picture;
}

const CASE = {
  id: "i",
  view: "full",
  state: "open",
  lead: { id: "rome", party: "ITA" },
  opened_by: "ITA",
  involved: [],
  coordination: [],
  declined: [],
  sent_away: [],
  closed_as_this: [],
  alarms: [],
  other_authorities: [],
  units_gone: [],
  links: [],
  event: { cases: [], since: at(0), coordinators: [] },
  people: { outstanding_max: 40 },
};

const work = (changed: object) => ({
  id: "w",
  view: "full",
  incident_id: "i",
  lead_party: "ITA",
  party: "ITA",
  asset_id: "boat",
  state: "recalled",
  late: null,
  updated_at: at(0),
  ...changed,
});

const rings = (of: Picture, party = "ITA") =>
  dutiesOf(of, party, NOW).filter(({ kind }) => ["recalled", "unable"].includes(kind));

test.each([
  ["by another party's centre", { party: "MLT" }, "valletta", 1],
  ["by another centre of the lead's own party, as off Cutro", {}, "crotone", 1],
  ["by the centre that leads", {}, "rome", 0],
] as const)("a unit that is recalled %s", (_, changed, centre_id, count) => {
  const assets = [{ id: "boat", centre_id }];
  const found = picture({ incident: [CASE], deployment: [work(changed)], asset: assets });
  expect(rings(found)).toHaveLength(count);
});

const offer = (id: string, changed: object = {}) => ({
  id,
  party: "MLT",
  to_party: "ITA",
  state: "offered",
  request_id: null,
  incident_id: "i",
  items: [{ id: `${id}-1`, need_id: null, persons: 12, promised_at: at(40) }],
  created_at: at(-10),
  decide_due_at: at(5),
  valid_until: at(60),
  ...changed,
});

const decides = (...offers: readonly ReturnType<typeof offer>[]) =>
  dutiesOf(picture({ incident: [CASE], offer: offers }), "ITA", NOW).filter(
    ({ kind }) => kind === "decide",
  );

test("an offer is due when it is to be decided, not when it lapses", () => {
  const [duty, ...more] = decides(offer("a"));
  expect(more).toEqual([]);
  expect(duty).toMatchObject({ dueMs: Date.parse(at(5)), sinceMs: null });
  const [late] = decides(offer("a", { decide_due_at: at(-1) }));
  expect(duty && isGrave(duty, NOW)).toBe(false);
  expect(late && isGrave(late, NOW)).toBe(true);
});

test("of several the first to be decided is due, and all are silenced as one", () => {
  const [duty, ...more] = decides(offer("a"), offer("b", { decide_due_at: at(2) }), offer("c"));
  expect(more).toEqual([]);
  expect(duty).toMatchObject({ dueMs: Date.parse(at(2)), sinceMs: null });
});

test("without a case it rings too, and has its own time", () => {
  const emergency = offer("a", { incident_id: null, request_id: "r" });
  const [duty] = decides(emergency);
  expect(duty).toMatchObject({ path: "/requests/r", dueMs: Date.parse(at(5)) });
  // What has no clock is due when it lapses.
  const [training] = decides({ ...emergency, decide_due_at: null as never });
  expect(training?.dueMs).toBe(Date.parse(at(60)));
});

test("a lead that is not reached rings at the others, and not at itself", () => {
  const unreached = { ...CASE, lead_unreached: { since: at(-3) } };
  const silent = (party: string) =>
    dutiesOf(picture({ incident: [unreached] }), party, NOW).filter(
      ({ kind }) => kind === "smc_silent",
    );
  expect(silent("MLT")).toHaveLength(1);
  expect(silent("ITA")).toHaveLength(0);
});
