import { expect, test } from "vitest";
import type {
  Clearance,
  Crossing,
  ExpectedTime,
  FullDeployment,
  Incident,
  Muting,
  Offer,
  Request,
} from "@/api/types";
import { loudnessOf } from "@/state/alarms";
import type { KnownCases } from "@/state/case-duties";
import { toBeAsked, toneOf } from "@/state/clearances";
import { byDanger } from "@/state/danger";
import { aimsOf, mayCallAway, stepsFor } from "@/state/deployment-steps";
import { dutiesOf, waitsFor } from "@/state/duties";
import { knownNow } from "@/state/known-cases";
import { NOTHING, type Picture } from "@/state/picture";
import { isShown } from "@/state/silencing";

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
    answer_overdue_at: null,
    answered_at: null,
    voice: [],
    ...changed,
  };
  const about = { id: "r", party: "ITA", incident_id: "i", state };
  return { ...about, addressees: [addressee] } as unknown as Request;
}

const one = <T extends { id: string }>(thing: T) => new Map([[thing.id, thing]]);
const OPEN_CASE = { id: "i", view: "coarse", state: "open" } as unknown as Incident;
const pictured = (part: Partial<Picture>): Picture => ({
  ...NOTHING,
  incident: one(OPEN_CASE),
  ...part,
});

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

const muting = (changed: object = {}) =>
  ({ id: "m", party: "MLT", of_party: "ITA", until_at: at(60), ...changed }) as unknown as Muting;
const inPhase = (phase: string | undefined) => one({ ...OPEN_CASE, phase } as unknown as Incident);
const loudness = (picture: Picture, nowMs = NOW, party = "MLT") =>
  dutiesOf(picture, party, nowMs).map((duty) => [duty.kind, loudnessOf(duty, nowMs)]);

test.each([
  ["below distress", "alert", muting(), "colour"],
  ["in distress", "distress", muting(), "sound"],
  ["of a case that is not seen", undefined, muting(), "sound"],
  ["once the time is over", "alert", muting({ until_at: at(0) }), "sound"],
  ["of another party", "alert", muting({ of_party: "TUN" }), "sound"],
  ["at another party", "alert", muting({ party: "TUN" }), "sound"],
])("a muted request %s is %s", (_, phase, quiet, loud) => {
  const all = {
    request: one(request("open", "sent")),
    incident: inPhase(phase),
    muting: one(quiet),
  };
  const due = pictured(all);
  expect(loudness(due)).toEqual([["acknowledge", loud]]);
  // It stands in the header as what rings does, and in the list.
  expect(dutiesOf(due, "MLT", NOW).every((duty) => isShown(duty, NOW))).toBe(true);
  const answered = pictured({ ...all, request: one(request("open", "acknowledged")) });
  const late = NOW + 21 * 60_000;
  const until = muting({ ...quiet, until_at: quiet.until_at === at(0) ? at(0) : at(60) });
  expect(loudness({ ...answered, muting: one(until) }, late)).toEqual([["answer", loud]]);
});

test("a muted request without a case is quiet; who asked is told to call all the same", () => {
  const alone = { ...request("open", "sent", { overdue_at: at(-1) }), incident_id: null };
  const due = pictured({ request: one(alone as Request), muting: one(muting()) });
  expect(loudness(due)).toEqual([["acknowledge", "colour"]]);
  expect(loudness(due, NOW + 3 * 60_000, "ITA")).toEqual([["call", "sound"]]);
});

test("of muted requests the one that is raised to distress rings, before the others", () => {
  const other = { ...request("open", "sent"), id: "r2", incident_id: "i2" } as Request;
  const cases = (phase: string) =>
    new Map([
      ["i", { ...OPEN_CASE, phase: "alert" } as unknown as Incident],
      ["i2", { ...OPEN_CASE, id: "i2", phase } as unknown as Incident],
    ]);
  const seen = (phase: string) => {
    const both = new Map([...one(request("open", "sent")), ...one(other)]);
    const due = pictured({ request: both, incident: cases(phase), muting: one(muting()) });
    return dutiesOf(due, "MLT", NOW).map((duty) => [duty.path, loudnessOf(duty, NOW)]);
  };
  expect(seen("alert").map(([, loud]) => loud)).toEqual(["colour", "colour"]);
  expect(seen("distress")).toEqual([
    ["/requests/r2", "sound"],
    ["/requests/r", "colour"],
  ]);
});

test("the requester owes no answer to its own request, but a call when nobody acknowledges", () => {
  const silent = pictured({ request: one(request("open", "sent", { overdue_at: at(-1) })) });
  expect(dutiesOf(silent, "ITA", NOW).map(({ kind }) => kind)).toEqual(["call"]);
  const answered = pictured({ request: one(request("open", "offered", { overdue_at: at(-1) })) });
  expect(dutiesOf(answered, "ITA", NOW)).toEqual([]);
});

test("nobody is to call a party that the case is kept from since it was asked", () => {
  const kept = {
    ...OPEN_CASE,
    view: "full",
    kept_from: [{ party: "MLT", reason: "They flee it." }],
  };
  const rest = {
    lead: { party: "TUN" },
    coordination: [],
    declined: [],
    acted: [],
    sent_away: [],
    closed_as_this: [],
    other_authorities: [],
  };
  const incident = one({
    ...kept,
    ...rest,
    involved: [],
    links: [],
    alarms: [],
  } as unknown as Incident);
  const silent = { request: one(request("open", "sent", { overdue_at: at(-1) })) };
  expect(dutiesOf(pictured({ ...silent, incident }), "ITA", NOW)).toEqual([]);
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

const waiting = (id: string, changed: object = {}) =>
  ({
    id,
    to_party: "ITA",
    party: "MLT",
    state: "offered",
    request_id: null,
    incident_id: "i",
    created_at: at(-5),
    valid_until: at(60),
    items: [{ id: `${id}-1`, need_id: null, persons: 20, promised_at: at(30) }],
    ...changed,
  }) as unknown as Offer;
const LED = {
  ...OPEN_CASE,
  view: "full",
  lead: { party: "ITA" },
  people: { outstanding_max: 100 },
  event: null,
  ...{
    coordination: [],
    declined: [],
    acted: [],
    sent_away: [],
    closed_as_this: [],
    other_authorities: [],
    involved: [],
    links: [],
    alarms: [],
  },
} as unknown as Incident;
/** A ship that is there, with room for so many. */
const rescuer = (persons: number) =>
  ({
    ...{ id: "s", view: "full", incident_id: "i", party: "ITA", lead_party: "ITA", ship_id: null },
    ...{ state: "on_scene", persons, aboard: 0, promised_at: null, late: null, need_id: null },
    updated_at: at(-9),
  }) as unknown as FullDeployment;
const offers = (work: FullDeployment, ...all: Offer[]) => {
  const offer = new Map(all.map((one) => [one.id, one]));
  const seen = pictured({ offer, deployment: one(work), incident: one(LED) });
  return dutiesOf(seen, "ITA", NOW).map(({ kind, path, dueMs }) => [kind, path, dueMs]);
};

test("of a case's offers one rings for all of them, by a name that more offers do not change", () => {
  const rings = ["decide", "/incidents/i/answers", Date.parse(at(40))];
  const two = [waiting("o", { valid_until: at(50) }), waiting("p", { valid_until: at(40) })];
  expect(offers(rescuer(50), ...two)).toEqual([rings]);
  const seen = pictured({ offer: new Map(two.map((one) => [one.id, one])), incident: one(LED) });
  expect(dutiesOf(seen, "ITA", NOW).map(({ sinceMs }) => sinceMs)).toEqual([null]);
});

test("offers that come later, and that nobody lacks, are only seen; one that helps rings", () => {
  const idle = waiting("o");
  expect(offers(rescuer(100), idle).map(([kind]) => kind)).toEqual(["weigh"]);
  const [duty] = dutiesOf(
    pictured({ offer: one(idle), deployment: one(rescuer(100)), incident: one(LED) }),
    "ITA",
    NOW,
  );
  expect(duty && loudnessOf(duty, NOW)).toBe("colour");
  expect(offers(rescuer(99), idle, waiting("p")).map(([kind]) => kind)).toEqual(["decide"]);
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
    kind: "aircraft",
    persons: 12,
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

test("late is told to its owner and its lead, recalled to its lead alone, however long ago", () => {
  const kinds = (party: string, changed: object) =>
    dutiesOf(pictured({ deployment: one(work(changed)) }), party, NOW).map(({ kind }) => kind);
  expect(["ITA", "MLT", "TUN"].map((party) => kinds(party, {}))).toEqual([["late"], ["late"], []]);
  const gone = { state: "recalled", updated_at: at(-5) };
  expect(kinds("ITA", gone)).toEqual(["recalled"]);
  expect(kinds("MLT", gone)).toEqual([]);
  expect(kinds("ITA", { ...gone, updated_at: at(-600) })).toEqual(["recalled"]);
});

test("a ship that was hailed and does not answer rings at who hailed her and at the lead", () => {
  const hail = {
    ...{ ship_id: "s", party: null, hailed_by: "MLT", kind: "vessel", late: null },
    ...{ state: "hailed", promised_at: null, created_at: at(-5), hail_due_at: at(0) },
  };
  const found = (changed: object, party = "ITA") =>
    dutiesOf(pictured({ deployment: one(work({ ...hail, ...changed })) }), party, NOW);
  const kinds = (changed: object, party?: string) => found(changed, party).map(({ kind }) => kind);
  const [duty] = found({});
  expect(duty && loudnessOf(duty, NOW)).toBe("sound");
  expect(["ITA", "MLT", "TUN"].map((party) => kinds({}, party))).toEqual([
    ["hailed"],
    ["hailed"],
    [],
  ]);
  expect(kinds({ hail_due_at: at(1) })).toEqual([]);
  expect(kinds({ hail_due_at: null })).toEqual([]);
  expect(kinds({ late: "promise" })).toEqual(["hailed"]);
  expect(["proceeding", "on_scene", "released"].flatMap((state) => kinds({ state }))).toEqual([]);
  expect(kinds({ state: "unable", updated_at: at(-1) })).toEqual(["unable"]);
});

test.each([
  ["another was tasked since", { id: "e", created_at: at(-3) }, {}, []],
  ["a ship was tasked since", { id: "e", created_at: at(-3), kind: "vessel", persons: 0 }, {}, []],
  ["one that takes nobody was", { id: "e", created_at: at(-3), persons: 0 }, {}, ["recalled"]],
  ["rafts were", { id: "e", created_at: at(-3), kind: "equipment" }, {}, ["recalled"]],
  ["another was tasked before", { id: "e", created_at: at(-9) }, {}, ["recalled"]],
  [
    "another was tasked for another case",
    { id: "e", created_at: at(-3), incident_id: "j" },
    {},
    ["recalled"],
  ],
  [
    "another was tasked and is gone",
    { id: "e", created_at: at(-3), state: "stood_down" },
    {},
    ["recalled"],
  ],
  ["its need is covered", null, { missing: 0 }, []],
  ["its need is not", null, { missing: 2 }, ["recalled"]],
  ["its need is withdrawn", null, { withdrawn_at: at(-1) }, []],
])("what is gone rings until it is made up for: %s", (_, other, told, expected) => {
  const { withdrawn_at = null, missing } = told as { withdrawn_at?: string; missing?: number };
  const coverage = missing === undefined ? null : { missing };
  const needs = [{ id: "n", unit: "assets", withdrawn_at, coverage }];
  const gone = work({
    state: "recalled",
    updated_at: at(-5),
    request_id: "r",
    need_id: "n",
    quantity: 1,
  });
  const all = [gone, ...(other ? [work({ late: null, ...other })] : [])];
  const picture = pictured({
    deployment: new Map(all.map((each) => [each.id, each])),
    request: one({ ...request("filled", "offered"), needs } as Request),
  });
  expect(kindsOf(picture, "ITA").filter((kind) => kind === "recalled")).toEqual(expected);
});

const kindsOf = (picture: Picture, party: string, knows = {}) =>
  dutiesOf(picture, party, NOW, knows).map(({ kind }) => kind);

test("a unit that should have been there is overdue, not only late", () => {
  const picture = pictured({ deployment: one(work({})) });
  const time = { id: "d", why: "overdue", was_at: at(-4) } as unknown as ExpectedTime;
  const [duty] = dutiesOf(picture, "ITA", NOW, { expected: one(time) });
  expect([duty?.kind, duty?.dueMs]).toEqual(["overdue", NOW - 4 * 60_000]);
});

test("a ship that cannot come is told to the lead", () => {
  const unable = work({ ship_id: "s", party: null, state: "unable", updated_at: at(-5) });
  expect(kindsOf(pictured({ deployment: one(unable) }), "ITA")).toEqual(["unable"]);
});

const called = (answer: string, minutes: number) => ({ answer, at: at(minutes) });

test.each([
  ["nobody has called", [], -2, true],
  ["a call was answered with nothing decided", [called("acknowledged", -1)], -2, true],
  ["nobody answered: its clock runs anew", [called("no_answer", -1)], 4, false],
  ["nobody answered long ago", [called("no_answer", -6)], -1, true],
  ["it is not needed any more", [called("no_answer", -6), called("not_needed", -1)], null, false],
])("of a call that is over, when %s", (_, voice, minutes, sounds) => {
  const silent = { acknowledge_due_at: at(-2), sent_at: at(-7), overdue_at: at(-2), voice };
  const picture = pictured({ request: one(request("open", "sent", silent)) });
  const [duty] = dutiesOf(picture, "ITA", NOW);
  expect(duty?.dueMs ?? null).toBe(minutes === null ? null : NOW + minutes * 60_000);
  expect(duty !== undefined && loudnessOf(duty, NOW) === "sound").toBe(sounds);
});

test("who acknowledged and has let the time for an answer run out is called", () => {
  const changed = { answer_due_at: at(-1), answer_overdue_at: at(-1) };
  const picture = pictured({ request: one(request("open", "acknowledged", changed)) });
  expect(kindsOf(picture, "ITA")).toEqual(["call"]);
});

test("a decline of what one asked rings, one's own note of a call does not", () => {
  const declined = (voice: object[]) =>
    pictured({ request: one(request("open", "declined", { answered_at: at(-5), voice })) });
  expect(kindsOf(declined([]), "ITA")).toEqual(["declined"]);
  expect(kindsOf(declined([called("declined", -5)]), "ITA")).toEqual([]);
  expect(kindsOf(declined([]), "MLT")).toEqual([]);
});

test("what a listed centre says by its link rings, and a link that is locked stands there", () => {
  const said = (state: string, ago: number, link: object | null = null) => {
    const voice = [{ ...called(state, -ago), source: "link" }];
    return pictured({ request: one(request("open", state, { voice, link })) });
  };
  expect(kindsOf(said("offered", 5), "ITA")).toEqual(["offered"]);
  expect(kindsOf(said("offered", 31), "ITA")).toEqual([]);
  expect(kindsOf(said("declined", 5), "ITA")).toEqual(["declined"]);
  expect(kindsOf(said("acknowledged", 5), "ITA")).toEqual([]);
  expect(kindsOf(said("offered", 5), "MLT")).toEqual([]);
  const [locked] = dutiesOf(said("acknowledged", 5, { locked_at: at(-1) }), "ITA", NOW);
  expect(locked?.kind).toBe("locked");
  expect(locked && loudnessOf(locked, NOW)).toBe("colour");
});

const incident = (changed: object) =>
  ({
    view: "full",
    kept_from: [],
    id: "i",
    state: "open",
    phase: "alert",
    phase_at: at(-3),
    opened_at: at(-30),
    opened_by: "ITA",
    lead: { party: "ITA" },
    involved: [
      { party: "ITA", why: null, since: at(-30) },
      { party: "MLT", why: ["region"], since: at(-20) },
    ],
    coordination: [],
    declined: [],
    links: [],
    alarms: [],
    event: null,
    sent_away: [],
    closed_as_this: [],
    other_authorities: [],
    untasked: null,
    pob: { min: null, max: null },
    ...changed,
  }) as unknown as Incident;

const around = (changed: object) => pictured({ incident: one(incident(changed)) });

test.each<[string, string, KnownCases, object, string[]]>([
  ["another opens in its region", "MLT", {}, {}, ["new_case"]],
  ["it has opened itself", "ITA", {}, {}, []],
  ["it has taken over the lead of", "MLT", {}, { lead: { party: "MLT" } }, []],
  ["this desk has seen", "MLT", { i: "alert" }, {}, []],
  ["is closed", "MLT", {}, { state: "closed" }, []],
  ["got worse since it was seen", "MLT", { i: "alert" }, { phase: "distress" }, ["worsened"]],
  ["got better since it was seen", "MLT", { i: "distress" }, {}, []],
  [
    "is not in its region",
    "MLT",
    {},
    { involved: [{ party: "MLT", why: ["addressed"], since: at(-2) }] },
    [],
  ],
  [
    "it is asked to help in, which rings itself",
    "MLT",
    {},
    { involved: [{ party: "MLT", why: ["region", "addressed"], since: at(-2) }] },
    [],
  ],
  [
    "has several holders, as each of them",
    "TUN",
    {},
    { involved: ["MLT", "TUN"].map((party) => ({ party, why: ["region"], since: at(-2) })) },
    ["new_case"],
  ],
])("a case that %s: %s, known %o", (_, party, cases, changed, kinds) => {
  expect(kindsOf(around(changed), party, { cases })).toEqual(kinds);
});

test("a case that rings is known once it was seen, another at once, and phases that fall", () => {
  const seen = (id: string) => new Set([id]);
  const known = (cases: KnownCases, changed: object, id = "") =>
    knownNow(cases, around(changed), "MLT", seen(id));
  expect(known({}, {})).toEqual({});
  expect(known({}, {}, "i")).toEqual({ i: "alert" });
  expect(known({}, { lead: { party: "MLT" } })).toEqual({ i: "alert" });
  expect(known({ i: "alert" }, { phase: "distress" })).toEqual({ i: "alert" });
  expect(known({ i: "alert" }, { phase: "distress" }, "i")).toEqual({ i: "distress" });
  expect(known({ i: "distress" }, {})).toEqual({ i: "alert" });
});

test("a proposal to lead that was declined rings at the party that made it, for half an hour", () => {
  const declined = (ago: number) =>
    around({ declined: [{ from_centre: { party: "ITA" }, answered_at: at(-ago) }] });
  expect(kindsOf(declined(29), "ITA")).toEqual(["lead_declined"]);
  expect(kindsOf(declined(31), "ITA")).toEqual([]);
  expect(kindsOf(declined(5), "MLT", { cases: { i: "alert" } })).toEqual([]);
});

test.each([
  [4, "ITA", []],
  [6, "ITA", ["lead_silent"]],
  [60, "ITA", ["lead_silent"]],
  [6, "MLT", ["coordinate"]],
])(
  "a proposal to lead, unanswered for %i minutes, rings at the party that made it",
  (ago, party, kinds) => {
    const proposal = {
      from_centre: { party: "ITA" },
      to_centre: { party: "MLT", id: "c" },
      proposed_at: at(-ago),
      answer_due_at: at(5 - ago),
    };
    const cases = { cases: { i: "alert" as const } };
    expect(kindsOf(around({ coordination: [proposal] }), party, cases)).toEqual(kinds);
  },
);

test.each([
  ["before its time nothing is seen", 2, "ITA", []],
  ["it is seen where who led before is", -1, "ITA", [["handed_over", "colour"]]],
  ["who leads now has its sheet", -1, "MLT", []],
  ["nothing is due once all are confirmed", null, "ITA", []],
])("of the facts that come over with a case: %s", (_, due, party, seen) => {
  const handover = {
    at: at(-3),
    next_due_at: due === null ? null : at(due),
    calls: { party: "ITA" },
  };
  const about = around({ handover, lead: { party: "MLT" } });
  const cases = { cases: { i: "alert" as const } };
  const duties = dutiesOf(about, party, NOW, cases).map((one) => [one.kind, loudnessOf(one, NOW)]);
  expect(duties).toEqual(seen);
});

test.each([
  ["owed of a suspended case", { state: "suspended" }, 200, "ITA", [["lost_list", "colour"]]],
  ["and of a closed one", { state: "closed" }, 200, "ITA", [["lost_list", "colour"]]],
  ["it stays so when its time is over", { state: "closed" }, -60, "ITA", [["lost_list", "colour"]]],
  ["not once an authority has it", { state: "closed" }, null, "ITA", []],
])("the list of the missing and the dead: %s", (_, changed, due, party, seen) => {
  const lost_list = { due_at: due === null ? null : at(due) };
  const about = around({ ...changed, lost_list, lead: { party: "ITA" } });
  const duties = dutiesOf(about, party, NOW).map((one) => [one.kind, loudnessOf(one, NOW)]);
  expect(duties).toEqual(seen);
});

const untasked = (ago: number, no_able: object | null = null) => ({
  phase: "distress",
  untasked: { since: at(-ago), due_at: at(5 - ago), no_able },
});
const said = (again: number) => ({ reason: "Fog.", at: at(again - 10), again_at: at(again) });

test.each([
  ["four minutes after", untasked(4), []],
  ["five minutes after", untasked(5), ["untasked"]],
  ["while there is no able unit", untasked(9, said(1)), []],
  ["ten minutes after that was said", untasked(20, said(-1)), ["untasked"]],
  ["of another's", { ...untasked(5), lead: { party: "MLT" } }, []],
  ["once one is tasked", { phase: "distress", untasked: null }, []],
])("distress without an able unit rings: %s", (_, changed, kinds) => {
  expect(kindsOf(around(changed), "ITA")).toEqual(kinds);
});

const suggests = (level: string) => ({ assessment: { suggestion: { level, below: false } } });
const near = (minutes: number) => ({ coast: { warn_at: at(minutes) } });

test.each<[string, object, [string, string][]]>([
  ["nothing written", { unwritten: { since: at(-30) } }, [["unwritten", "sound"]]],
  ["written", { unwritten: null }, []],
  ["land is far", near(1), []],
  ["land is near", near(-1), [["coast_calm", "colour"]]],
  ["and distress is suggested", { ...near(-1), ...suggests("distress") }, [["coast", "sound"]]],
  ["or it is in distress", { ...near(-1), phase: "distress" }, [["coast", "sound"]]],
  ["ships are to be asked", { ask_ships_at: at(-1) }, [["ask_ships", "colour"]]],
  ["its drift is followed for days", { ask_ships_at: at(3 * 24 * 60) }, []],
  ["of another's", { ...near(-1), lead: { party: "MLT" } }, []],
])("what stands beside a case is as loud as it needs to be: %s", (_, changed, found) => {
  const kinds = new Set(["unwritten", "coast", "coast_calm", "ask_ships"]);
  const loud = loudness(around(changed), NOW, "ITA").filter(([kind]) => kinds.has(kind as string));
  expect(loud).toEqual(found);
});

test.each([
  ["acknowledged", "MLT", []],
  ["offered", "MLT", ["untasked"]], // in words alone: no offer waits
  ["sent", "MLT", ["untasked"]],
  ["declined", "MLT", ["untasked"]],
  ["acknowledged", "TUN", ["untasked"]],
])(
  "it stops once the owner of the first able unit knows: %s, %s's is first",
  (state, of, kinds) => {
    const needs = [{ takes_people: true, withdrawn_at: null }];
    const asked = one({ ...request("open", state), incident_id: "i", needs } as Request);
    const first = new Map([["i", { party: of, said: "Rescue 1 (MLT), in 42 min" }]]);
    const found = kindsOf({ ...around(untasked(5)), request: asked }, "ITA", { first });
    expect(found.filter((kind) => kind === "untasked")).toEqual(kinds);
  },
);

test.each([
  ["two centres coordinate it", ["rome", "malta"], ["two_leads"]],
  ["one centre coordinates it", ["rome", "rome"], []],
  ["the other case is closed", ["rome", null], []],
])("an event of linked cases rings at who leads one of them: %s", (_, centres, kinds) => {
  const cases = centres.map((id) => ({ smc: id && { id } }));
  const several = new Set(centres.filter(Boolean)).size > 1;
  const event = { smc: several ? null : { id: "rome" }, since: at(-1), cases };
  const knows = { cases: { i: "alert" as const } };
  expect(kindsOf(around({ event }), "ITA", knows)).toEqual(kinds);
  expect(kindsOf(around({ event }), "MLT", knows)).toEqual([]);
});

test("a second is awaited for a unit that was sent away, by its party alone", () => {
  const word = { party: "MLT", at: at(-3), alone: false };
  const knows = { cases: { i: "alert" as const } };
  expect(kindsOf(around({ sent_away: [word] }), "MLT", knows)).toEqual(["second"]);
  const timed = around({ sent_away: [{ ...word, second_due_at: at(27) }] });
  const [duty] = dutiesOf(timed, "MLT", NOW, knows);
  expect(duty?.dueMs).toBe(NOW + 27 * 60_000);
  expect(kindsOf(around({ sent_away: [word] }), "ITA", knows)).toEqual([]);
  expect(kindsOf(around({ sent_away: [{ ...word, alone: true }] }), "MLT", knows)).toEqual([]);
});

test.each([
  ["a recalled unit's share", 2, 2, "recalled", true],
  ["what was never covered", 3, 2, "recalled", false],
  ["nothing is missing", 0, 2, "recalled", false],
  ["a unit that came home", 2, 2, "returned", false],
])("a covered need that opens again rings: %s", (_, missing, quantity, state, rings) => {
  const needs = [{ id: "n", unit: "assets", withdrawn_at: null, coverage: { missing } }];
  const gone = work({ need_id: "n", quantity, persons: 0, state, late: null, updated_at: at(-1) });
  const picture = pictured({
    request: one({ ...request("open", "offered"), needs } as unknown as Request),
    deployment: one(gone),
  });
  expect(kindsOf(picture, "ITA").includes("uncovered")).toBe(rings);
  expect(kindsOf(picture, "MLT").includes("uncovered")).toBe(false);
});

test("paper that waits only stands in no header; a call does, also when it has aged", () => {
  const shown = (minutes: number) =>
    ["answer", "call", "late", "link"].filter((kind) =>
      isShown({ kind: kind as "call", dueMs: NOW + minutes * 60_000, sinceMs: null }, NOW),
    );
  expect(shown(5)).toEqual(["late", "link"]);
  expect(shown(-500)).toEqual(["answer", "call", "late", "link"]);
});

const ship = (id: string, changed: object) => incident({ id, phase: "distress", ...changed });
const pob = (max: number) => ({ pob: { min: null, max } });

test("cases stand by phase, people, newness, and how long help takes, suspended ones last", () => {
  const old = { opened_at: at(-600) };
  const cases = [
    incident({ id: "alert", ...pob(900) }),
    ship("suspended", { state: "suspended", ...pob(900) }),
    ship("closed", { state: "closed" }),
    ship("helped", { ...pob(8), ...old }),
    ship("waiting", { ...pob(8), ...old }),
    ship("alone", { ...pob(8), ...old }),
    ship("there", { ...pob(8), ...old }),
    ship("new", pob(8)),
    ship("many", { ...pob(1200), ...old }),
    ship("unknown", old),
  ];
  const works = [
    work({ id: "w1", incident_id: "helped" }),
    work({ id: "w2", incident_id: "waiting" }),
    work({ id: "w3", incident_id: "waiting" }),
    work({ id: "w4", incident_id: "there", state: "on_scene" }),
  ];
  const time = (id: string, minutes: number) =>
    [id, { id, at: at(minutes), why: null } as unknown as ExpectedTime] as const;
  const picture = pictured({
    incident: new Map(cases.map((each) => [each.id, each])),
    deployment: new Map(works.map((each) => [each.id, each])),
  });
  const expected = new Map([time("w1", 10), time("w2", 40), time("w3", 50)]);
  const order = byDanger(picture, [], expected, NOW).map(({ incident: { id } }) => id);
  expect(order).toEqual("many unknown new alone waiting helped there alert suspended".split(" "));
});

test("paper that is long overdue lifts no case above another", () => {
  const cases = [ship("ferry", pob(1200)), ship("i", pob(6))];
  const silent = { acknowledge_due_at: at(-300), overdue_at: at(-300) };
  const picture = pictured({
    incident: new Map(cases.map((each) => [each.id, each])),
    request: one(request("open", "sent", silent)),
  });
  const order = byDanger(picture, dutiesOf(picture, "ITA", NOW), new Map(), NOW);
  expect(order.map(({ incident: { id }, duty }) => [id, duty?.kind])).toEqual([
    ["ferry", undefined],
    ["i", "call"],
  ]);
});

const hands = (party: string, coordinates: boolean) => ({ party, watches: true, coordinates });

test.each([
  ["its owner reports", "MLT", false, { state: "underway" }, ["arrive", "promise", "recall"]],
  ["the lead's watch directs nothing", "ITA", false, { state: "underway" }, []],
  ["the lead's coordinator stands down", "ITA", true, { state: "underway" }, ["stand-down"]],
  ["a stranger does nothing", "TUN", true, { state: "on_scene" }, []],
  [
    "the lead reports for a ship",
    "ITA",
    false,
    { ship_id: "s", state: "hailed" },
    ["proceed", "unable", "promise"],
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
  ["MLT", { state: "refused", objection: true }, ["objection"]],
  ["MLT", { state: "lapsed" }, ["lapsed"]],
  ["TUN", { state: "lapsed" }, []],
  ["ITA", { overdue_at: at(0) }, []],
])("of a clearance %s owes, when %o: %o", (party, changed, kinds) => {
  const known = party === "TUN" ? { incident: new Map() } : {};
  const picture = pictured({ clearance: one(clearance(changed)), ...known });
  const duties = dutiesOf(picture, party, NOW);
  expect(duties.map(({ kind }) => kind)).toEqual(kinds);
  const incidentId = party === "TUN" ? null : "i";
  for (const duty of duties)
    expect([duty.path, duty.incidentId]).toEqual(["/clearances/e", incidentId]);
});

test("of a closed case nothing rings at its lead or at the owner of a unit", () => {
  const kinds = (party: string) =>
    kindsOf(
      pictured({
        incident: new Map(),
        deployment: one(work({ state: "recalled", aboard: 3, updated_at: at(-5) })),
        clearance: one(clearance({ state: "refused" })),
      }),
      party,
    );
  expect([kinds("ITA"), kinds("MLT")]).toEqual([[], []]);
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
  [{ state: "refused", objection: true }, "alert"],
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

test("who leads is to call the people in distress again, in colour and only once it is time", () => {
  const rest = {
    coordination: [],
    declined: [],
    acted: [],
    sent_away: [],
    closed_as_this: [],
    other_authorities: [],
    involved: [],
    links: [],
    alarms: [],
  };
  const seen = (minutes: number, party: string) => {
    const next = { next_call_at: at(minutes), lead: { party: "ITA" }, kept_from: [], event: null };
    const incident = { ...OPEN_CASE, view: "full", phase: "distress", ...rest, ...next };
    return loudness(pictured({ incident: one(incident as unknown as Incident) }), NOW, party);
  };
  expect(seen(1, "ITA")).toEqual([]);
  expect(seen(0, "ITA")).toEqual([["call_people", "colour"]]);
  expect(seen(-600, "ITA")).toEqual([["call_people", "colour"]]);
  expect(seen(-1, "MLT")).toEqual([]);
});

test("a lead that writes nothing rings where one's unit works, as long as the alarm stands", () => {
  const rest = {
    coordination: [],
    declined: [],
    acted: [],
    sent_away: [],
    closed_as_this: [],
    other_authorities: [],
    involved: [],
    links: [],
    kept_from: [],
    event: null,
    lead: { party: "ITA" },
  };
  const seen = (cause: string) => {
    const alarms = [{ id: "a", cause, at: at(-1) }];
    const incident = { ...OPEN_CASE, view: "full", phase: "distress", ...rest, alarms };
    return loudness(pictured({ incident: one(incident as unknown as Incident) }));
  };
  expect(seen("lead_unheard")).toContainEqual(["smc_silent", "sound"]);
  expect(seen("help_gone").map(([kind]) => kind)).not.toContain("smc_silent");
});
