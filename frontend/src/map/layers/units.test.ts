import { expect, test } from "vitest";
import type { Position } from "@/api/types";
import { iconOf } from "../icons/names";
import type { Seen } from "../seen";
import { features, hasMoved } from "./units";

const position = (course_deg: number | null) =>
  ({
    at: "2026-10-11T12:00:00Z",
    point: { type: "Point", coordinates: [12, 34] },
    course_deg,
  }) as unknown as Position;

function headed(course: number | null): unknown {
  const view = { name: "CP 1", type: "S5", kind: "vessel", party: "ITA" };
  const fix = position(course);
  const unit = { thing: "asset", id: "a", party: "ITA", view, position: fix, point: fix.point };
  const seen = {
    units: [{ ...unit, deployment: null }],
    types: new Map(),
    candidates: null,
    hovered: null,
    selected: null,
    nowMs: Date.parse("2026-10-11T12:01:00Z"),
    view: { zoom: 8 },
  } as unknown as Seen;
  const [feature] = features(() => true)(seen);
  const icon = iconOf(String(feature?.properties?.icon));
  return icon?.what === "unit" && icon.headed;
}

test("a course that nobody told is not drawn as due north", () => {
  expect(headed(null)).toBe(false);
  expect(headed(0)).toBe(true);
  expect(hasMoved(position(null), position(0), 8)).toBe(true);
  expect(hasMoved(position(1), position(0), 8)).toBe(false);
});
