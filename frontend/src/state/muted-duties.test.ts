import { expect, test } from "vitest";
import { dutiesOf } from "./duties";
import type { Picture } from "./picture";

const NOW = Date.parse("2026-07-11T12:26:00Z");
const TABLES = [
  ...["incident", "request", "clearance", "offer", "deployment", "muting", "centre"],
  "distress_report",
];

/** Tunisia has silenced Malta, whose case touches its region and whose unit asks to enter. */
function picture(phase: string): Picture {
  const incident = {
    id: "case",
    view: "full",
    state: "open",
    phase,
    phase_at: "2026-07-11T12:00:00Z",
    opened_by: "MLT",
    lead: { party: "MLT" },
    assessment: null,
    involved: [{ party: "TUN", why: ["region"], since: "2026-07-11T12:01:00Z" }],
    ...Object.fromEntries(
      ["coordination", "declined", "sent_away", "closed_as_this", "acted", "alarms", "links"].map(
        (list) => [list, []],
      ),
    ),
  };
  const clearance = {
    id: "entry",
    state: "asked",
    territory: "TUN",
    party: "MLT",
    incident_id: "case",
    asked_at: "2026-07-11T12:02:00Z",
    acknowledge_due_at: "2026-07-11T12:12:00Z",
    voice: [],
  };
  const muting = { party: "TUN", of_party: "MLT", until_at: "2026-07-11T13:26:00Z" };
  const rows: Record<string, unknown> = { incident, clearance, muting };
  return Object.fromEntries(
    TABLES.map((table) => [table, new Map(rows[table] ? [["x", rows[table]]] : [])]),
  ) as unknown as Picture;
}

const withCase = (phase: string): Picture => {
  const made = picture(phase);
  const [incident] = made.incident.values();
  return { ...made, incident: new Map([["case", incident]]) } as Picture;
};

test.each([
  ["alert", true],
  ["distress", false],
])(
  "in %s a case in the region and a clearance of a silenced State are muted: %s",
  (phase, muted) => {
    const duties = dutiesOf(withCase(phase), "TUN", NOW, { cases: {} });
    const of = (kind: string) => duties.find((duty) => duty.kind === kind)?.muted;
    expect(of("acknowledge")).toBe(muted);
    expect(of("new_case")).toBe(muted);
  },
);
