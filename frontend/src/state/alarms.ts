/**
 * Alarms: how loudly each kind rings, how urgently, who settles it, and when it rings again.
 *
 * `docs/alarms.md` has the same table. All figures are house figures, in minutes: those of
 * silencing by the desk's own time, those of ageing by the platform's.
 */

export type Loudness = "sound" | "colour" | "record";

/** The three tones: 1 lives, 2 somebody waits or fails, 3 news. */
export type Urgency = 1 | 2 | 3;

export interface AlarmRule {
  readonly loudness: Loudness;
  readonly urgency: Urgency;
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
  /** The minutes of its silence; null: not by itself. */
  readonly again: number | null;
  /** The loudness once its time is over, if not the same. */
  readonly overdue?: Loudness;
  /** The time after it began, or after its time was over, from which it is no louder than this. */
  readonly ages?: readonly [minutes: number, to: Loudness];
}

type More = Partial<Pick<AlarmRule, "overdue" | "ages" | "again" | "loudness">>;

const alarm = (
  urgency: Urgency,
  settles: AlarmRule["settles"],
  call: AlarmRule["call"],
  more: More = {},
): AlarmRule => ({ loudness: "sound", urgency, settles, call, again: null, ...more });

/** The most urgent first: so they stand in the header. */
export const ALARMS = {
  distress_heard: alarm(1, "watch", "coordinator", { again: 5 }),
  acknowledge: alarm(1, "watch", "asker", { again: 5 }),
  new_case: alarm(1, "watch", "lead", { again: 5, ages: [120, "colour"] }),
  coordinate: alarm(1, "coordinator", "coordinator", { again: 5 }),
  distress_silent: alarm(1, "watch", "asked", { again: 5, loudness: "record", overdue: "sound" }),
  distress_held: alarm(1, "watch", "coordinator", {
    again: 5,
    loudness: "record",
    overdue: "sound",
  }),
  lead_silent: alarm(1, "watch", "proposed", { again: 5, loudness: "record", overdue: "sound" }),
  worsened: alarm(1, "watch", "lead", { again: 5, ages: [120, "colour"] }),
  smc_silent: alarm(1, "watch", "smc", { again: 5, loudness: "record", overdue: "sound" }),
  news: alarm(1, "watch", "coordinator", { again: 5 }),
  untasked: alarm(1, "watch", "coordinator", { again: 5, loudness: "record", overdue: "sound" }),
  uncovered: alarm(1, "watch", "coordinator", { again: 5 }),
  below: alarm(1, "watch", "coordinator", { again: 5, loudness: "colour", overdue: "sound" }),
  authority: alarm(1, "watch", "coordinator", { again: 5, loudness: "record", overdue: "sound" }),
  overdue: alarm(1, "watch", "owner", { again: 5 }),
  hailed: alarm(1, "watch", "owner", { again: 5, loudness: "record", overdue: "sound" }),
  two_leads: alarm(2, "coordinator", "coordinator", { again: 10, ages: [20, "colour"] }),
  decide: alarm(2, "coordinator", "coordinator", { again: 5 }),
  weigh: alarm(2, "coordinator", "coordinator", { loudness: "colour" }),
  lead_declined: alarm(2, "coordinator", "coordinator", { ages: [30, "record"] }),
  late: alarm(2, "watch", "owner"),
  recalled: alarm(2, "watch", "owner", { again: 5 }),
  unable: alarm(2, "watch", "owner", { again: 5 }),
  refused: alarm(2, "watch", "asked"),
  lapsed: alarm(2, "watch", "asked"),
  call: alarm(2, "watch", "asked", {
    again: 10,
    loudness: "colour",
    overdue: "sound",
    ages: [20, "colour"],
  }),
  answer: alarm(2, "watch", "asker", { again: 10, loudness: "colour", overdue: "sound" }),
  unwritten: alarm(2, "watch", "coordinator", { again: 10 }),
  coast: alarm(2, "watch", "coordinator", { again: 10, loudness: "record", overdue: "sound" }),
  assess: alarm(2, "watch", "coordinator", { again: 10, loudness: "colour", overdue: "sound" }),
  progress: alarm(2, "watch", "coordinator", { again: 10, loudness: "record", overdue: "sound" }),
  look_again: alarm(2, "watch", "coordinator", { again: 10, loudness: "record", overdue: "sound" }),
  call_people: alarm(2, "watch", "coordinator", { loudness: "record", overdue: "colour" }),
  lost_list: alarm(2, "watch", "coordinator", { loudness: "colour" }),
  handed_over: alarm(2, "watch", "lead", { loudness: "record", overdue: "colour" }),
  offered: alarm(2, "watch", "asked", { again: 10, ages: [30, "record"] }),
  declined: alarm(3, "watch", "asked", { ages: [30, "record"] }),
  objection: alarm(3, "watch", "asked", { ages: [30, "record"] }),
  link: alarm(3, "watch", "asked"),
  locked: alarm(3, "watch", "asked", { loudness: "colour" }),
  ask_ships: alarm(3, "watch", "coordinator", { loudness: "record", overdue: "colour" }),
  coast_calm: alarm(3, "watch", "coordinator", { loudness: "record", overdue: "colour" }),
  second: alarm(3, "watch", "coordinator", { loudness: "colour" }),
  unseconded: alarm(3, "watch", "coordinator", { ages: [30, "colour"] }),
  acted: alarm(3, "coordinator", "coordinator", { again: 10 }),
  conflict: alarm(3, "negotiator", "negotiator", { loudness: "colour" }),
} as const satisfies Record<string, AlarmRule>;

export type AlarmKind = keyof typeof ALARMS;
export const ALARM_KINDS = Object.keys(ALARMS) as readonly AlarmKind[];
export const alarmOf = (kind: AlarmKind): AlarmRule => ALARMS[kind];

export interface Running {
  readonly kind: AlarmKind;
  /** The time by which it should be done; null: it has no clock. */
  readonly dueMs: number | null;
  readonly sinceMs: number | null;
  /** The party has silenced alarms of it. */
  readonly muted?: boolean;
}

/** A thing that a party owes or is to know, wherever it is done. */
export interface Duty extends Running {
  /** The address of the page on which it is done. */
  readonly path: string;
  readonly incidentId: string | null;
  /** Of a unit that is late, when it is expected. */
  readonly expectedMs?: number | null;
  /** The deployment that it is about. */
  readonly workId?: string;
  /** More that is known of it, for people. */
  readonly said?: string | undefined;
}

export const MINUTE_MS = 60_000;

const isOver = ({ dueMs }: Running, nowMs: number) => dueMs !== null && dueMs <= nowMs;

/** The loudness that it would have if it did not age and were not muted. */
export function unaged(running: Running, nowMs: number): Loudness {
  const { loudness, overdue } = alarmOf(running.kind);
  return overdue && isOver(running, nowMs) ? overdue : loudness;
}

export function loudnessOf(running: Running, nowMs: number): Loudness {
  const { ages, overdue } = alarmOf(running.kind);
  const fromMs = overdue ? running.dueMs : running.sinceMs;
  const loud = unaged(running, nowMs);
  if (running.muted && loud === "sound") return "colour";
  if (loud !== "sound" || !ages || fromMs === null) return loud;
  const [minutes, to] = ages;
  return nowMs - fromMs >= minutes * MINUTE_MS ? to : loud;
}

/** Red as long as lives hang on it or its time is over; what has aged is amber. */
export function isGrave(running: Running, nowMs: number): boolean {
  if (loudnessOf(running, nowMs) !== "sound") return false;
  return alarmOf(running.kind).urgency === 1 || isOver(running, nowMs);
}

const LOUDNESS: readonly Loudness[] = ["sound", "colour", "record"];

/** The order of alarms: what rings first, then the more urgent, then what is due first. */
export function byAlarm(nowMs: number): (one: Running, other: Running) => number {
  const last = (dueMs: number | null) => dueMs ?? Number.MAX_VALUE;
  const rank = (one: Running) => LOUDNESS.indexOf(loudnessOf(one, nowMs));
  return (one, other) =>
    rank(one) - rank(other) ||
    alarmOf(one.kind).urgency - alarmOf(other.kind).urgency ||
    last(one.dueMs) - last(other.dueMs);
}
