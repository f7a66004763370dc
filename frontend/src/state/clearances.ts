/** Units that enter another State: what stands, what is still to be asked. Pure. */

import type { Clearance, Crossing } from "@/api/types";
import type { Picture } from "./picture";

/** What was asked or notified for a deployment, oldest first. */
export function entriesOf(picture: Picture, deploymentId: string): Clearance[] {
  return [...picture.clearance.values()]
    .filter((entry) => entry.deployment_id === deploymentId)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** How it counts at `nowMs`: a consent whose time is over has lapsed, told or not. */
export function standsAs(entry: Clearance, nowMs: number): Clearance["state"] {
  const ended = entry.valid_until !== null && Date.parse(entry.valid_until) <= nowMs;
  return entry.state === "granted" && ended ? "lapsed" : entry.state;
}

/** Whether the State has answered here itself: nobody writes over that what it said by voice. */
export function answeredHere({ answered_at, centre, voice }: Clearance): boolean {
  if (centre.listed || answered_at === null) return false;
  return !voice.some(({ at }) => Date.parse(at) === Date.parse(answered_at));
}

const FALLEN = new Set<Clearance["state"]>(["refused", "lapsed"]);

/** The borders ahead where the own party has to ask or notify, and has not. */
export function toBeAsked(
  crossings: readonly Crossing[],
  entries: readonly Clearance[],
  nowMs: number,
) {
  const standing = new Set(
    entries
      .filter((entry) => !FALLEN.has(standsAs(entry, nowMs)))
      .map(({ territory }) => territory),
  );
  const seen = new Set<string>();
  return crossings.filter(({ ask, territory }) => {
    const wanted = ask && !standing.has(territory) && !seen.has(territory);
    seen.add(territory);
    return wanted;
  });
}

export type Tone = "alert" | "distress" | "good" | "muted";

/** How an entry looks at `nowMs`: waited for, late, open or shut. */
export function toneOf(entry: Clearance, nowMs: number): Tone {
  switch (standsAs(entry, nowMs)) {
    case "refused":
    case "lapsed":
      return "distress";
    case "withdrawn":
    case "superseded":
      return "muted";
    case "granted":
      return "good";
    case "notified":
    case "noted":
      return Date.parse(entry.clear_from ?? entry.asked_at) <= nowMs ? "good" : "alert";
    default:
      return dueOf(entry, nowMs).late ? "distress" : "alert";
  }
}

/** When the State's next word is due, and whether that is over. */
export function dueOf(entry: Clearance, nowMs: number): { atMs: number | null; late: boolean } {
  const unread = entry.state === "asked" || entry.state === "notified";
  const at = unread
    ? entry.acknowledge_due_at
    : entry.state === "acknowledged"
      ? entry.answer_due_at
      : null;
  const atMs = at === null ? null : Date.parse(at);
  return { atMs, late: atMs !== null && atMs < nowMs };
}
