import { expect, test } from "vitest";
import type { Clearance, Crossing, FullDeployment, Incident, Offer, Request } from "@/api/types";
import { answeredHere, toBeAsked, toneOf } from "@/state/clearances";
import { aimsOf, mayCallAway, stepsFor } from "@/state/deployment-steps";
import { byUrgency, type Duty, dutiesOf, rings, waitsFor } from "@/state/duties";
import { NOTHING, type Picture } from "@/state/picture";

const NOW = Date.UTC(2026, 9, 11, 12, 0);
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

function request(state: string, answer: string, changed: object = {}): Request {
  const addressee = {
    centre: { id: "c", party: "MLT", code: "RCC", name: "RCC Malta", listed: false },
    state: answer,
    sent_at: at(-3),
    acknowledge_due_at: at(2),
    answer_due_at: at(20),
    overdue_at: null,
    ...changed,
  };
  const about = { id: "r", party: "ITA", incident_id: "i", state };
  return { ...about, addressees: [addressee] } as unknown as Request;
}

const pictured = (part: Partial<Picture>): Picture => ({ ...NOTHING, ...part });
const one = <T extends { id: string }>(thing: T) => new Map([[thing.id, thing]]);

test.each([
  ["open", "sent", "acknowledge"],
  ["filled", "sent", "acknowledge"],
  ["open", "acknowledged", "answer"],
  ["open", "offered", null],
  ["open", "declined", null],
  ["closed", "sent", null],
  ["cancelled", "acknowledged", null],
])("a request that is %s and %s waits for: %s", (state, answer, waits) => {
  expect(waitsFor(request(state, answer), "MLT")).toBe(waits);
});

test("the requester owes no answer to its own request, but a call when nobody acknowledges", () => {
  const silent = pictured({ request: one(request("open", "sent", { overdue_at: at(-1) })) });
  expect(dutiesOf(silent, "ITA", NOW).map(({ kind }) => kind)).toEqual(["call"]);
  const answered = pictured({ request: one(request("open", "offered", { overdue_at: at(-1) })) });
  expect(dutiesOf(answered, "ITA", NOW)).toEqual([]);
});

test("an offer waits for a decision until it has expired", () => {
  const offer = (minutes: number) =>
    ({
      id: "o",
      to_party: "ITA",
      party: "MLT",
      state: "offered",
      request_id: "r",
      incident_id: "i",
      created_at: at(-5),
      valid_until: at(minutes),
    }) as unknown as Offer;
  const kinds = (minutes: number) =>
    dutiesOf(pictured({ offer: one(offer(minutes)) }), "ITA", NOW).map(({ kind }) => kind);
  expect(kinds(5)).toEqual(["decide"]);
  expect(kinds(-5)).toEqual([]);
});

const work = (changed: object) =>
  ({
    view: "full",
    id: "d",
    incident_id: "i",
    party: "MLT",
    lead_party: "ITA",
    ship_id: null,
    state: "underway",
    promised_at: at(-1),
    first_expected_at: null,
    late: "promise",
    created_at: at(-60),
    aboard: 0,
    ...changed,
  }) as unknown as FullDeployment;

test("what is foreseen to be late is late until it is there, by the record alone", () => {
  const kinds = (changed: object) =>
    dutiesOf(pictured({ deployment: one(work(changed)) }), "ITA", NOW).map(({ kind }) => kind);
  expect(kinds({})).toEqual(["late"]);
  expect(kinds({ state: "on_scene" })).toEqual([]);
  expect(kinds({ promised_at: at(1) })).toEqual(["late"]);
  expect(kinds({ late: null })).toEqual([]);
});

test("late is told to its owner and its lead, recalled for half an hour to its lead alone", () => {
  const kinds = (party: string, changed: object) =>
    dutiesOf(pictured({ deployment: one(work(changed)) }), party, NOW).map(({ kind }) => kind);
  expect(["ITA", "MLT", "TUN"].map((party) => kinds(party, {}))).toEqual([["late"], ["late"], []]);
  const gone = { state: "recalled", updated_at: at(-5) };
  expect(kinds("ITA", gone)).toEqual(["recalled"]);
  expect(kinds("MLT", gone)).toEqual([]);
  expect(kinds("ITA", { ...gone, updated_at: at(-31) })).toEqual([]);
});

test.each<[Duty["kind"], number | null, boolean]>([
  ["acknowledge", 5, true],
  ["decide", 5, true],
  ["late", -5, true],
  ["refused", null, true],
  ["recalled", null, true],
  ["call", -1, true],
  ["call", 5, false],
  ["answer", 5, false],
  ["coordinate", null, false],
  ["link", null, false],
])("what waits for %s, due in %s minutes, rings: %s", (kind, minutes, ringing) => {
  const dueMs = minutes === null ? null : NOW + minutes * 60_000;
  const duty = { kind, dueMs, sinceMs: null, path: "/", incidentId: null };
  expect(rings(duty, NOW)).toBe(ringing);
});

test("distress comes before alert, then what runs out first, suspended cases last", () => {
  const incident = (id: string, phase: string, state = "open") =>
    ({ view: "coarse", id, phase, state }) as unknown as Incident;
  const cases = [
    incident("alert", "alert"),
    incident("quiet", "distress"),
    incident("suspended", "distress", "suspended"),
    incident("i", "distress"),
    incident("closed", "distress", "closed"),
  ];
  const picture = pictured({
    incident: new Map(cases.map((each) => [each.id, each])),
    request: one(request("open", "sent")),
  });
  const order = byUrgency(picture, dutiesOf(picture, "MLT", NOW));
  expect(order.map(({ incident: { id } }) => id)).toEqual(["i", "quiet", "alert", "suspended"]);
});

const hands = (party: string, coordinates: boolean) => ({ party, watches: true, coordinates });

test.each([
  ["its owner reports", "MLT", false, { state: "underway" }, ["arrive", "recall"]],
  ["the lead's watch directs nothing", "ITA", false, { state: "underway" }, []],
  ["the lead's coordinator stands down", "ITA", true, { state: "underway" }, ["stand-down"]],
  ["a stranger does nothing", "TUN", true, { state: "on_scene" }, []],
  [
    "the lead reports for a ship",
    "ITA",
    false,
    { ship_id: "s", state: "hailed" },
    ["proceed", "unable"],
  ],
  [
    "recalled with survivors it still delivers",
    "MLT",
    false,
    { state: "recalled", aboard: 3 },
    ["deliver"],
  ],
  ["recalled empty it is over", "MLT", false, { state: "recalled" }, []],
])("%s", (_, party, coordinates, changed, expected) => {
  expect(stepsFor(work(changed), hands(party, coordinates))).toEqual(expected);
});

test.each([
  ["its owner from an exercise", "MLT", true, "loaded", false, true],
  ["the lead of the exercise", "ITA", true, "committed", false, true],
  ["nobody else", "TUN", true, "underway", false, false],
  ["nobody from real work", "MLT", false, "underway", false, false],
  ["nobody when it is over", "MLT", true, "returned", false, false],
  ["nobody where all is exercise", "MLT", true, "underway", true, false],
])("calls away: %s", (_, party, exercise, state, inside, may) => {
  const incident = { view: "full", id: "i", exercise } as unknown as Incident;
  const picture = pictured({ incident: one(incident) });
  const asset = work({ state, asset_id: "a" });
  expect(mayCallAway(picture, asset, hands(party, false), { exercise: inside })).toBe(may);
});

test("a unit is sent to a case, or to a need asked for there and not withdrawn", () => {
  const home = { id: "i", view: "full", state: "open", lead: { party: "ITA" } };
  const other = { ...home, id: "j", reference: "SAR-2" };
  const needs = [{ id: "n1" }, { id: "n2", withdrawn_at: at(-5) }];
  const asked = { ...request("open", "sent"), id: "r2", incident_id: "j", needs };
  const closed = { ...asked, id: "r3", state: "closed" };
  const picture = pictured({
    incident: new Map([home, other].map((one) => [one.id, one as unknown as Incident])),
    request: new Map([asked, closed].map((one) => [one.id, one as unknown as Request])),
  });
  const work = { id: "d", incident_id: "i" } as FullDeployment;
  const hands = { party: "ITA", watches: true, coordinates: true };
  const aims = aimsOf(picture, work, hands);
  expect(aims.map(({ incident, need }) => [incident.id, need?.id])).toEqual([
    ["j", undefined],
    ["j", "n1"],
  ]);
});

const clearance = (changed: object) =>
  ({
    id: "e",
    deployment_id: "d",
    incident_id: "i",
    party: "MLT",
    territory: "TUN",
    centre: { id: "c", party: "TUN", code: "T", name: "MRCC Tunis", listed: false },
    mode: "request",
    state: "asked",
    asked_at: at(-3),
    acknowledge_due_at: at(7),
    answer_due_at: at(27),
    overdue_at: null,
    answer_overdue_at: null,
    clear_from: null,
    valid_until: null,
    answered_at: null,
    voice: [],
    ...changed,
  }) as unknown as Clearance;

test.each([
  ["TUN", {}, ["acknowledge"]],
  ["TUN", { state: "notified" }, ["acknowledge"]],
  ["TUN", { state: "acknowledged" }, ["answer"]],
  ["TUN", { state: "granted" }, []],
  ["TUN", { state: "noted" }, []],
  ["MLT", {}, []],
  ["MLT", { overdue_at: at(0) }, ["call"]],
  ["MLT", { state: "acknowledged", overdue_at: at(0) }, []],
  ["MLT", { state: "acknowledged", answer_overdue_at: at(0) }, ["call"]],
  ["MLT", { centre: { listed: true } }, ["call"]],
  ["MLT", { centre: { listed: true }, state: "granted" }, []],
  ["MLT", { state: "refused" }, ["refused"]],
  ["MLT", { state: "lapsed" }, ["lapsed"]],
  ["TUN", { state: "lapsed" }, []],
  ["ITA", { overdue_at: at(0) }, []],
])("of a clearance %s owes, when %o: %o", (party, changed, kinds) => {
  const picture = pictured({ clearance: one(clearance(changed)) });
  const duties = dutiesOf(picture, party, NOW);
  expect(duties.map(({ kind }) => kind)).toEqual(kinds);
  for (const duty of duties) expect([duty.path, duty.incidentId]).toEqual(["/clearances/e", null]);
});

test.each([
  [{}, "alert"],
  [{ acknowledge_due_at: at(-1) }, "distress"],
  [{ state: "acknowledged" }, "alert"],
  [{ state: "acknowledged", answer_due_at: at(-1) }, "distress"],
  [{ state: "granted" }, "good"],
  [{ state: "granted", valid_until: at(-1) }, "distress"],
  [{ state: "notified", clear_from: at(5) }, "alert"],
  [{ state: "noted", clear_from: at(-5) }, "good"],
  [{ state: "refused" }, "distress"],
])("a clearance that is %o looks %s", (changed, tone) => {
  expect(toneOf(clearance(changed), NOW)).toBe(tone);
});

test("a border is still to be asked about unless that stands, and once", () => {
  const crossing = (territory: string, ask = true) =>
    ({ territory, ask, code: "entry_by_request" }) as unknown as Crossing;
  const ahead = [crossing("TUN"), crossing("TUN"), crossing("LBY"), crossing("ITA", false)];
  const open = (...clearances: Clearance[]) =>
    toBeAsked(ahead, clearances, NOW).map(({ territory }) => territory);
  expect(open()).toEqual(["TUN", "LBY"]);
  expect(open(clearance({}))).toEqual(["LBY"]);
  expect(open(clearance({ state: "refused" }))).toEqual(["TUN", "LBY"]);
  expect(open(clearance({ state: "granted", valid_until: at(1) }))).toEqual(["LBY"]);
  expect(open(clearance({ state: "granted", valid_until: at(0) }))).toEqual(["TUN", "LBY"]);
});

test("what a State has answered itself is not written over as said by voice", () => {
  const said = { function: "duty officer", answer: "granted", said: "Yes." } as const;
  const voice = [{ ...said, at: at(-5), recorded_at: at(-4) }];
  const answered = { state: "granted", answered_at: at(-5) };
  expect(answeredHere(clearance({}))).toBe(false);
  expect(answeredHere(clearance(answered))).toBe(true);
  expect(answeredHere(clearance({ ...answered, voice }))).toBe(false);
  expect(answeredHere(clearance({ ...answered, centre: { listed: true } }))).toBe(false);
});

test("a refused clearance waits for nobody once its unit is not at work any more", () => {
  const kinds = (state: string) => {
    const refused = one(clearance({ state: "refused" }));
    const deployment = one(work({ state, late: null }));
    return dutiesOf(pictured({ clearance: refused, deployment }), "MLT", NOW).map(
      ({ kind }) => kind,
    );
  };
  expect(kinds("underway")).toEqual(["refused"]);
  expect(kinds("stood_down")).toEqual([]);
});
