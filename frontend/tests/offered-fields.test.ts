import { expect, test } from "vitest";
import { IDLE_OF_ENTRY } from "@/api/clauses";
import { termOf } from "@/panels/agreements/drafting";
import { entryKindsOf, isOffered } from "@/panels/agreements/offered-fields";
import { Values } from "@/ui/values";

const ENTRY = ["lead", "contact", "landing", "entry_kinds", "entry_services", "unarmed"];
const COSTS = ["free_hours", "rate", "currency", "claim_days", "costs_note"];

const offeredBeside = (fields: readonly string[], chosen: Record<string, string>) =>
  fields.filter((field) => isOffered(field, (name) => chosen[name] ?? ""));

test.each([
  ["", []],
  ["pre_cleared", ["contact", "landing", "entry_kinds", "entry_services", "unarmed"]],
  ["notify", ENTRY],
  ["request", ["lead", "contact", "entry_kinds", "entry_services", "unarmed"]],
  ["prohibited", ["entry_kinds", "entry_services", "unarmed"]],
])("beside entry %j only what has an effect is offered", (entry, offered) => {
  expect(offeredBeside(ENTRY, { entry })).toEqual(offered);
});

test("costs are offered with their rule, and a note alone where each bears its own", () => {
  expect(offeredBeside(COSTS, {})).toEqual([]);
  expect(offeredBeside(COSTS, { costs: "own" })).toEqual(["costs_note"]);
  expect(offeredBeside(COSTS, { costs: "full" })).toEqual(COSTS);
});

test("how exact a position is told is offered where positions are", () => {
  const exact = ["precision", "delay"];
  expect(offeredBeside(exact, { visibility: "readiness" })).toEqual([]);
  expect(offeredBeside(exact, { visibility: "position" })).toEqual(exact);
  expect(offeredBeside(["article", "zone", "request"], {})).toHaveLength(3);
});

test.each(Object.keys(IDLE_OF_ENTRY))("what was typed before %s was chosen is not sent", (mode) => {
  const typed = { entry: mode, lead: "30", contact: "MRCC", landing: "yes", unarmed: "yes" };
  const fields = Object.entries(typed).map(([name, text]) => [`1.${name}`, text]);
  const [rule] = termOf(new Values(Object.fromEntries(fields), 0), "1").entry ?? [];
  for (const idle of IDLE_OF_ENTRY[mode as keyof typeof IDLE_OF_ENTRY])
    expect(rule?.[idle] || null).toBeNull();
  expect(rule?.unarmed).toBe(true);
});

test("rules that the form keeps whole lose what an older version said without effect", () => {
  const kept = {
    entry: [
      { mode: "request", kinds: ["vessel"], landing: true, lead_minutes: 30 },
      { mode: "notify", kinds: ["aircraft"], landing: true, lead_minutes: 15 },
    ],
  };
  expect(termOf(new Values({ "1.#kept": JSON.stringify(kept) }, 0), "1").entry).toEqual([
    { mode: "request", kinds: ["vessel"], lead_minutes: 30 },
    { mode: "notify", kinds: ["aircraft"], landing: true, lead_minutes: 15 },
  ]);
});

test("which assets it is about is not offered where clocks and awareness alone are chosen", () => {
  const limits = ["kinds", "types", "excluded_types"];
  expect(offeredBeside(limits, {})).toEqual(limits);
  expect(offeredBeside(limits, { answer: "20" })).toEqual([]);
  expect(offeredBeside(limits, { awareness: "full", conditions: "20" })).toEqual([]);
  for (const bears of ["visibility", "request", "entry", "costs", "command"])
    expect(offeredBeside(limits, { answer: "20", [bears]: "own" })).toEqual(limits);
  const kept = JSON.stringify({ entry: [{ mode: "notify" }, { mode: "request" }] });
  expect(offeredBeside(limits, { answer: "20", "#kept": kept })).toEqual(limits);
  expect(offeredBeside(limits, { answer: "20", "#kept": '{"zone":{}}' })).toEqual([]);
});

test("kinds that were chosen before clocks alone were are not sent", () => {
  const typed = new Values({ "1.answer": "20", "1.kinds": "vessel" }, 0);
  expect(termOf(typed, "1").kinds).toEqual([]);
});

test("a rule of entry is offered the kinds of its article, and those chosen before", () => {
  const kinds = ["vessel", "aircraft", "team"].map((kind) => [kind, kind] as const);
  const among = (chosen: Record<string, string>) =>
    entryKindsOf(kinds, (name) => chosen[name] ?? "").map(([kind]) => kind);
  expect(among({})).toEqual(["vessel", "aircraft", "team"]);
  expect(among({ kinds: "vessel" })).toEqual(["vessel"]);
  expect(among({ kinds: "vessel", types: "H1" })).toEqual(["vessel", "aircraft", "team"]);
  expect(among({ kinds: "vessel", entry_kinds: "team" })).toEqual(["vessel", "team"]);
  const air = ["vessel", "aircraft", "helicopter", "aeroplane"].map(
    (kind) => [kind, kind] as const,
  );
  const ofAir = (chosen: string) =>
    entryKindsOf(air, (name) => (name === "kinds" ? chosen : "")).map(([kind]) => kind);
  expect(ofAir("aircraft")).toEqual(["aircraft", "helicopter", "aeroplane"]);
  expect(ofAir("helicopter")).toEqual(["aircraft", "helicopter"]);
});
