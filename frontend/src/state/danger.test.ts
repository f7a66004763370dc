import { expect, test } from "vitest";
import { caseDuties } from "./case-duties";
import { ended } from "./danger";
import type { Picture } from "./picture";

const AT = "2026-07-11T12:26:00Z";

function picture(fields: object): Picture {
  const incident = { id: "a", view: "full", state: "closed", acted: [], ...fields };
  const none = new Map();
  return {
    incident: new Map([["a", incident]]),
    request: none,
    deployment: none,
  } as unknown as Picture;
}

const duties = (of: Picture, coordinates = true) =>
  caseDuties(of, "ITA", undefined, coordinates, Date.parse(AT));

test("that a watch officer closed a case rings for coordinators until one has looked", () => {
  const acted = picture({ acted: [{ id: "1", decision: "close", who: "W", at: AT }] });
  expect(duties(acted).map(({ kind }) => kind)).toEqual(["acted"]);
  expect(duties(acted, false)).toEqual([]);
  expect(duties(picture({}))).toEqual([]);
});

test("a closed case with something left to do is listed once", () => {
  const both = picture({
    acted: [{ id: "1", decision: "close", who: "W", at: AT }],
    lost_list: { due_at: AT },
  });
  const found = duties(both);
  expect(found.map(({ kind }) => kind)).toEqual(["lost_list", "acted"]);
  expect(ended(both, found).map(({ duty }) => duty?.kind)).toEqual(["lost_list"]);
  expect(ended(both, [])).toEqual([]);
});

test("help that is short while nobody is asked rings as the server tells it, at the lead alone", () => {
  const lists = [
    "links",
    "coordination",
    "declined",
    "sent_away",
    "closed_as_this",
    "involved",
    "other_authorities",
  ];
  const rest = { ...Object.fromEntries(lists.map((name) => [name, []])), event: null };
  const short = { state: "open", alarms: [{ cause: "uncovered", at: AT }], ...rest };
  const found = duties(picture({ ...short, lead: { party: "ITA" } }));
  expect(found.map(({ kind, sinceMs }) => [kind, sinceMs])).toEqual([
    ["uncovered", Date.parse(AT)],
  ]);
  expect(duties(picture({ ...short, lead: { party: "MLT" } }))).toEqual([]);
});
