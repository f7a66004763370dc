import { expect, test } from "vitest";
import type { Incident } from "@/api/types";
import { dueAmong } from "./due";

const NOW = Date.parse("2026-10-11T12:00:00Z");
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const one = (id: string, due: number | null, changed: object = {}) =>
  ({
    id,
    view: "full",
    phase: "uncertainty",
    lead: { party: "ITA" },
    assessment_due_at: due === null ? null : at(due),
    ...changed,
  }) as unknown as Incident;
const picture = (...cases: Incident[]) => ({
  incident: new Map(cases.map((incident) => [incident.id, incident])),
});
const ids = (cases: readonly { id: string }[]) => cases.map(({ id }) => id);

test("own cases that are due stand by phase, then by what waits longest", () => {
  const found = dueAmong(
    picture(
      one("late", -20),
      one("later", -5),
      one("alert", -1, { phase: "alert" }),
      one("soon", 10),
      one("far", 30),
      one("distress", null, { phase: "distress" }),
      one("theirs", -30, { lead: { party: "MLT" } }),
      one("coarse", -30, { view: "coarse" }),
    ),
    "ITA",
    NOW,
  );
  expect(ids(found.due)).toEqual(["alert", "late", "later"]);
  expect(found.next?.id).toBe("soon");
});

test("nothing is due", () => {
  expect(dueAmong(picture(), "ITA", NOW)).toEqual({ due: [], next: null });
});
