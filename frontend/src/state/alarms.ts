/**
 * Alarms: how loudly each kind rings, and how urgently. The rest stands in `alarm-handling`.
 *
 * `docs/alarms.md` has the table of both. All figures are house figures, in minutes by the
 * platform's time.
 */

export type Loudness = "sound" | "colour" | "record";

/** The three tones: 1 lives, 2 somebody waits or fails, 3 news. */
export type Urgency = 1 | 2 | 3;

export interface AlarmRule {
  readonly loudness: Loudness;
  readonly urgency: Urgency;
  /** The loudness once its time is over, if not the same. */
  readonly overdue?: Loudness;
  /** The time after it began, or after its time was over, from which it is no louder than this. */
  readonly ages?: readonly [minutes: number, to: Loudness];
}

type More = Partial<Omit<AlarmRule, "urgency">>;

const alarm = (urgency: Urgency, more: More = {}): AlarmRule => ({
  loudness: "sound",
  urgency,
  ...more,
});

const WHEN_OVER = { loudness: "record", overdue: "sound" } as const;
const LOUD_WHEN_OVER = { loudness: "colour", overdue: "sound" } as const;
const SEEN_WHEN_OVER = { loudness: "record", overdue: "colour" } as const;

/** The most urgent first: so they stand in the header. */
export const ALARMS = {
  distress_heard: alarm(1),
  acknowledge: alarm(1),
  new_case: alarm(1, { ages: [120, "colour"] }),
  coordinate: alarm(1),
  distress_silent: alarm(1, WHEN_OVER),
  distress_held: alarm(1, WHEN_OVER),
  lead_silent: alarm(1, WHEN_OVER),
  worsened: alarm(1, { ages: [120, "colour"] }),
  smc_silent: alarm(1, WHEN_OVER),
  news: alarm(1),
  untasked: alarm(1, WHEN_OVER),
  uncovered: alarm(1),
  below: alarm(1, LOUD_WHEN_OVER),
  authority: alarm(1, WHEN_OVER),
  overdue: alarm(1),
  hailed: alarm(1, WHEN_OVER),
  unit_silent: alarm(1),
  two_leads: alarm(2, { ages: [20, "colour"] }),
  decide: alarm(2),
  weigh: alarm(2, { loudness: "colour" }),
  lead_declined: alarm(2, { ages: [30, "record"] }),
  fuel_low: alarm(2, WHEN_OVER),
  check_in: alarm(2),
  late: alarm(2),
  recalled: alarm(2),
  unable: alarm(2),
  refused: alarm(2),
  lapsed: alarm(2),
  call: alarm(2, { loudness: "colour", overdue: "sound", ages: [20, "colour"] }),
  answer: alarm(2, LOUD_WHEN_OVER),
  unwritten: alarm(2),
  coast: alarm(2, WHEN_OVER),
  assess: alarm(2, LOUD_WHEN_OVER),
  progress: alarm(2, WHEN_OVER),
  look_again: alarm(2, WHEN_OVER),
  call_people: alarm(2, SEEN_WHEN_OVER),
  lost_list: alarm(2, { loudness: "colour" }),
  handed_over: alarm(2, SEEN_WHEN_OVER),
  offered: alarm(2, { ages: [30, "record"] }),
  declined: alarm(3, { ages: [30, "record"] }),
  objection: alarm(3, { ages: [30, "record"] }),
  link: alarm(3),
  locked: alarm(3, { loudness: "colour" }),
  ask_ships: alarm(3, SEEN_WHEN_OVER),
  coast_calm: alarm(3, SEEN_WHEN_OVER),
  second: alarm(3, { loudness: "colour" }),
  unseconded: alarm(3, { ages: [30, "colour"] }),
  acted: alarm(3),
  conflict: alarm(3, { loudness: "colour" }),
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
