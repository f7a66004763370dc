import { expect, test } from "vitest";
import type { Position } from "@/api/types";
import { completed } from "@/state/replay";
import { iconOf } from "../icons/names";
import type { Seen } from "../seen";
import { features, hasMoved } from "./units";

const position = (course_deg: number | null) =>
  ({
    at: "2026-10-11T12:00:00Z",
    point: { type: "Point", coordinates: [12, 34] },
    course_deg,
  }) as unknown as Position;

function drawn(course: number | null, deployment: object | null = null) {
  const view = { name: "CP 1", type: "S5", kind: "vessel", party: "ITA" };
  const fix = position(course);
  const unit = { thing: "asset", id: "a", party: "ITA", view, position: fix, point: fix.point };
  const seen = {
    units: [{ ...unit, deployment }],
    types: new Map(),
    candidates: null,
    hovered: null,
    selected: null,
    nowMs: Date.parse("2026-10-11T12:01:00Z"),
    view: { zoom: 8 },
  } as unknown as Seen;
  return features(() => true)(seen)[0]?.properties;
}

function headed(course: number | null): unknown {
  const icon = iconOf(String(drawn(course)?.icon));
  return icon?.what === "unit" && icon.headed;
}

test("a course that nobody told is not drawn as due north", () => {
  expect(headed(null)).toBe(false);
  expect(headed(0)).toBe(true);
  expect(hasMoved(position(null), position(0), 8)).toBe(true);
  expect(hasMoved(position(1), position(0), 8)).toBe(false);
});

const WORK = { view: "full", state: "on_scene", report_minutes: 20, type_kn: 25 };

test("a unit that is not heard stays where it was, and its label says so", () => {
  const unheard = { why: "silent", due_at: "2026-10-11T12:00:30Z", position_at: null };
  const label = (work: object) => String(drawn(null, work)?.name).split("\n");
  expect(label({ ...WORK, unheard })).toEqual(["ITA CP 1", "NOT HEARD"]);
  expect(label({ ...WORK, unheard: null })).toEqual(["ITA CP 1"]);
  // Of a time of which nothing of the kind was kept it says nothing, though it is silent now.
  expect(label(completed(WORK, { ...WORK, unheard }))).toEqual(["ITA CP 1"]);
});
