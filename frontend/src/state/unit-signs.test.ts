import { expect, test } from "vitest";
import { loudnessOf } from "./alarms";
import { dutiesOf } from "./duties";
import type { Picture } from "./picture";

const NOW = Date.parse("2026-10-11T12:26:00Z");
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const TABLES = "incident request clearance offer deployment muting centre asset agreement";

const WORK = {
  id: "w",
  view: "full",
  name: "Rescue 1",
  incident_id: "i",
  lead_party: "ITA",
  hailed_by: null,
  party: "MLT",
  asset_id: "heli",
  state: "on_scene",
  late: null,
  unheard: null,
  must_leave_at: null,
  updated_at: at(0),
};
const SILENT = { why: "silent", due_at: at(-2), position_at: at(-12), heard_at: null };

function rings(changed: object, party = "ITA") {
  const tables = [...TABLES.split(" "), "distress_report"].map((name) => [name, new Map()]);
  const picture = Object.fromEntries(tables);
  picture.incident.set("i", { id: "i", view: "coarse", state: "open", lead: { party: "ESP" } });
  picture.deployment.set("w", { ...WORK, ...changed });
  return dutiesOf(picture as unknown as Picture, party, NOW).map((duty) => [
    duty.kind,
    duty.said,
    loudnessOf(duty, NOW),
  ]);
}

test.each([
  ["silent", "unit_silent"],
  ["check_in", "check_in"],
])("a unit that owes a sign (%s) rings once, for its owner and the lead alone", (why, kind) => {
  const unheard = { ...SILENT, why };
  for (const party of ["ITA", "MLT"])
    expect(rings({ unheard }, party)).toEqual([[kind, "Rescue 1", "sound"]]);
  expect(rings({ unheard }, "TUN")).toEqual([]);
  expect(rings({})).toEqual([]);
});

test("on its way home a word is its owner's alone, and positions that stop are both's", () => {
  const word = { unheard: { ...SILENT, why: "check_in" }, state: "returning" };
  expect(rings(word)).toEqual([]);
  expect(rings(word, "MLT")).toHaveLength(1);
  expect(rings({ ...word, unheard: SILENT })).toHaveLength(1);
});

test("a ship of opportunity rings for who has hailed her", () => {
  const ship = { unheard: SILENT, state: "proceeding", party: null, asset_id: null };
  expect(rings(ship, "TUN")).toEqual([]);
  expect(rings({ ...ship, hailed_by: "TUN" }, "TUN")).toHaveLength(1);
});

test("a quarter of an hour before it must leave for its fuel it rings, while it works", () => {
  expect(rings({ must_leave_at: at(16) })).toEqual([]);
  expect(rings({ must_leave_at: at(15) })).toEqual([["fuel_low", "Rescue 1", "sound"]]);
  expect(rings({ must_leave_at: at(15), state: "refuelling" })).toEqual([]);
});

test("one that is silent and late rings for each", () => {
  const changed = { unheard: SILENT, state: "underway", late: "promise", promised_at: at(5) };
  expect(rings(changed).map(([kind]) => kind)).toEqual(["unit_silent", "late"]);
});
