/**
 * Alarms: who settles each kind, whom to call where nobody here can, and when one that was silenced
 * sounds again. Loaded beside the first view, which needs only how loudly each rings (`alarms`).
 *
 * `docs/alarms.md` has the table of both.
 */

import type { AlarmKind } from "./alarms";

export interface AlarmHandling {
  /** The role that it takes; whoever watches hears it all the same. */
  readonly settles: "watch" | "coordinator" | "negotiator";
  /** The one called by voice where nobody here can settle it. */
  readonly call:
    | "coordinator"
    | "lead"
    | "smc"
    | "proposed"
    | "asker"
    | "asked"
    | "owner"
    | "negotiator";
  /** The minutes of its silence, a house figure by the desk's own time; null: not by itself. */
  readonly again: number | null;
}

const by = (
  settles: AlarmHandling["settles"],
  call: AlarmHandling["call"],
  again: number | null = null,
): AlarmHandling => ({ settles, call, again });

const HANDLING: Readonly<Record<AlarmKind, AlarmHandling>> = {
  distress_heard: by("watch", "coordinator", 5),
  acknowledge: by("watch", "asker", 5),
  new_case: by("watch", "lead", 5),
  coordinate: by("coordinator", "coordinator", 5),
  distress_silent: by("watch", "asked", 5),
  distress_held: by("watch", "coordinator", 5),
  lead_silent: by("watch", "proposed", 5),
  worsened: by("watch", "lead", 5),
  smc_silent: by("watch", "smc", 5),
  news: by("watch", "coordinator", 5),
  untasked: by("watch", "coordinator", 5),
  uncovered: by("watch", "coordinator", 5),
  below: by("watch", "coordinator", 5),
  authority: by("watch", "coordinator", 5),
  overdue: by("watch", "owner", 5),
  hailed: by("watch", "owner", 5),
  unit_silent: by("watch", "owner", 5),
  two_leads: by("coordinator", "coordinator", 10),
  decide: by("coordinator", "coordinator", 5),
  weigh: by("coordinator", "coordinator"),
  lead_declined: by("coordinator", "coordinator"),
  fuel_low: by("watch", "owner", 5),
  check_in: by("watch", "owner", 10),
  late: by("watch", "owner"),
  recalled: by("watch", "owner", 5),
  unable: by("watch", "owner", 5),
  refused: by("watch", "asked"),
  lapsed: by("watch", "asked"),
  call: by("watch", "asked", 10),
  answer: by("watch", "asker", 10),
  unwritten: by("watch", "coordinator", 10),
  coast: by("watch", "coordinator", 10),
  assess: by("watch", "coordinator", 10),
  progress: by("watch", "coordinator", 10),
  look_again: by("watch", "coordinator", 10),
  call_people: by("watch", "coordinator"),
  lost_list: by("watch", "coordinator"),
  handed_over: by("watch", "lead"),
  offered: by("watch", "asked", 10),
  declined: by("watch", "asked"),
  objection: by("watch", "asked"),
  link: by("watch", "asked"),
  locked: by("watch", "asked"),
  ask_ships: by("watch", "coordinator"),
  coast_calm: by("watch", "coordinator"),
  second: by("watch", "coordinator"),
  unseconded: by("watch", "coordinator"),
  acted: by("coordinator", "coordinator", 10),
  conflict: by("negotiator", "negotiator"),
};

export const handlingOf = (kind: AlarmKind): AlarmHandling => HANDLING[kind];
