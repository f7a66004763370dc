import { expect, test } from "vitest";
import type { Deployment } from "@/api/types";
import type { Picture } from "@/state/picture";
import { closingNotes } from "./closing-notes";

const of = <T extends { id: string }>(...rows: T[]) => new Map(rows.map((row) => [row.id, row]));
const work = (name: string, state: string, more: object = {}) =>
  ({
    id: name,
    name,
    state,
    view: "full",
    incident_id: "c",
    ship_id: null,
    aboard: 0,
    dead: 0,
    dead_landed: 0,
    ...more,
  }) as unknown as Deployment;

const picture = (...works: Deployment[]) =>
  ({
    request: of({ id: "r", incident_id: "c", reference: "REQ-1" }),
    offer: of(
      { id: "o", incident_id: null, request_id: "r", state: "offered" },
      { id: "d", incident_id: "c", request_id: null, state: "declined" },
    ),
    deployment: of(...works),
    incident: of({
      id: "c",
      view: "full",
      people: { uncounted_delivered: [{ name: "Nemo", place: "Catania" }] },
    }),
  }) as unknown as Picture;

test("closing a case says what ends with it, and who is to be told", () => {
  const works = [
    work("Waits", "committed"),
    work("Under way", "underway"),
    work("There", "on_scene"),
    work("Hailed", "hailed", { ship_id: "s" }),
    work("Homeward", "returning"),
    work("Full", "loaded", { aboard: 8 }),
    work("Uncounted", "embarked", { ship_id: "u", uncounted_aboard: true }),
    work("Bodies", "embarked", { ship_id: "t", dead: 3, dead_landed: 1 }),
    work("Home", "returned"),
    work("Elsewhere", "underway", { incident_id: "other" }),
  ];
  expect(closingNotes(picture(...works), "c")).toEqual([
    "Asked no more: REQ-1.",
    "The offer not decided yet ends.",
    "Stood down, not left yet: Waits.",
    "Released. Tell them to come home: Under way, There, Hailed, Bodies.",
    "On their way home, and still at sea: Homeward.",
    "Full has 8 aboard, and is to deliver them: tell it where.",
    "Uncounted has people aboard, not counted, and is to deliver them: tell it where.",
    "Nobody has counted those landed: Catania (Nemo). Ask the place of safety how many, and count anew.",
    "Bodies has 2 dead aboard: tell it where they are landed.",
  ]);
});

test("of a case for which nothing is under way it says nothing", () => {
  const nothing = {
    request: new Map(),
    offer: new Map(),
    deployment: new Map(),
    incident: new Map(),
  };
  expect(closingNotes(nothing as unknown as Picture, "c")).toEqual([]);
});
