/** Units that enter another State: what stands, what is still to be asked. Pure. */

import type { Clearance, Crossing, FullDeployment } from "@/api/types";
import type { Picture } from "./picture";

/** Whether the party asks States for a unit: its own, or of a hailed ship who directs it. */
export const asksFor = ({ ship_id, party, lead_party, hailed_by }: FullDeployment, who: string) =>
  ship_id === null ? party === who : lead_party === who || hailed_by === who;

/** The clearances asked or notified for a deployment, oldest first. */
export function clearancesOf(picture: Picture, deploymentId: string): Clearance[] {
  return [...picture.clearance.values()]
    .filter((clearance) => clearance.deployment_id === deploymentId)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Its state at `nowMs`: a consent whose time is over has lapsed, recorded or not. */
export function standsAs(clearance: Clearance, nowMs: number): Clearance["state"] {
  const ended = clearance.valid_until !== null && Date.parse(clearance.valid_until) <= nowMs;
  return clearance.state === "granted" && ended ? "lapsed" : clearance.state;
}

const FALLEN = new Set<Clearance["state"]>(["refused", "lapsed"]);
const TOLD = new Set<Clearance["state"]>(["notified", "noted"]);

/** Whether it is no more than told to a State, which has not said no. */
const isTold = ({ state }: Pick<Clearance, "state">) => TOLD.has(state);

/** Whether nothing that was asked or told of it counts any more; an objection leaves it told. */
const isFallen = (clearance: Clearance, nowMs: number) =>
  FALLEN.has(standsAs(clearance, nowMs)) && !clearance.objection;

/** Whether it is a notice where leave is needed: it opens nothing, and leave can still be asked. */
export const givesNoLeave = (clearance: Pick<Clearance, "state" | "clear_from">) =>
  isTold(clearance) && clearance.clear_from === null;

/** The borders ahead where who asks for the unit has to ask or notify, and has not. */
export function toBeAsked(
  crossings: readonly Crossing[],
  clearances: readonly Clearance[],
  nowMs: number,
) {
  const standing = clearances.filter(
    (clearance) => !isFallen(clearance, nowMs) && !givesNoLeave(clearance),
  );
  const told = new Set(standing.map(({ territory }) => territory));
  // Where leave is needed by now, a notice that was enough before is none.
  const leave = new Set(
    standing.filter((one) => !isTold(one) && !one.objection).map(({ territory }) => territory),
  );
  const seen = new Set<string>();
  return crossings.filter(({ ask, mode, territory }) => {
    const stands = mode === "request" ? leave : told;
    const wanted = ask && !stands.has(territory) && !seen.has(territory);
    if (ask) seen.add(territory);
    return wanted;
  });
}

/** The borders of other States that stay: nobody need be told there, and anybody may be. */
export function mayBeTold(
  crossings: readonly Crossing[],
  clearances: readonly Clearance[],
  nowMs: number,
) {
  const taken = new Set([
    ...clearances
      .filter((clearance) => !isFallen(clearance, nowMs))
      .map(({ territory }) => territory),
    ...crossings.filter(({ ask }) => ask).map(({ territory }) => territory),
  ]);
  const first = new Map(
    [...crossings].reverse().map((crossing) => [crossing.territory, crossing] as const),
  );
  return [...first.values()].filter(({ territory }) => !taken.has(territory)).reverse();
}

export type Tone = "alert" | "distress" | "good" | "muted";

/** The tone of a clearance at `nowMs`: waited for, late, open or shut. */
export function toneOf(clearance: Clearance, nowMs: number): Tone {
  switch (standsAs(clearance, nowMs)) {
    case "refused":
      return clearance.objection ? "alert" : "distress";
    case "lapsed":
      return "distress";
    case "withdrawn":
    case "superseded":
      return "muted";
    case "granted":
      return "good";
    case "notified":
    case "noted":
      return clearance.clear_from && Date.parse(clearance.clear_from) <= nowMs ? "good" : "alert";
    default:
      return dueOf(clearance, nowMs).late ? "distress" : "alert";
  }
}

/** The time at which the State's next word is due, and whether that is over. */
export function dueOf(clearance: Clearance, nowMs: number): { atMs: number | null; late: boolean } {
  const unread = clearance.state === "asked" || clearance.state === "notified";
  const at = unread
    ? clearance.acknowledge_due_at
    : clearance.state === "acknowledged"
      ? clearance.answer_due_at
      : null;
  const atMs = at === null ? null : Date.parse(at);
  return { atMs, late: atMs !== null && atMs < nowMs };
}

/** The answers of a State by voice, whatever stands: also yes to what only tells it. */
export const ANSWERS = ["acknowledged", "granted", "refused"] as const;
export type Answer = (typeof ANSWERS)[number];

/** Whether it is told and opens what it opens without leave: a yes to it is no leave. */
export const isNotice = (clearance: Pick<Clearance, "mode" | "state" | "clear_from">) =>
  clearance.mode === "notify" && isTold(clearance) && !givesNoLeave(clearance);

/** Whether it is a notice that the State has said yes to, and a notice still. */
export const isWelcomed = ({ state, answered_at }: Pick<Clearance, "state" | "answered_at">) =>
  state === "noted" && answered_at !== null;
