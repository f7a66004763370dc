/** A case's log in order: the record's entries of it, and before the first the case's history. Pure. */

import type { Entry, FullIncident, History, LogLine } from "@/api/types";
import { AHEAD_MS, parseTime } from "@/geo/typed-time";
import { words } from "@/i18n";
import { formWords } from "@/i18n/form-words";

export interface Happening {
  readonly id: string;
  /** The time at which it happened, as far as told; else that at which it was recorded. */
  readonly atMs: number;
  readonly recordedMs: number;
  /** The own party's number in the record; null: from before the case was this party's to know. */
  readonly number: number | null;
  readonly text: string;
  /** The party that acted, as it was then; null: the platform. */
  readonly party: string | null;
  readonly centre: string | null;
  /** The person or key, of the own party's alone. */
  readonly who: string | null;
  /** A line of the log rather than a fact that the platform knows. */
  readonly line: boolean;
  /** Kept to the own party. */
  readonly own: boolean;
  /** The unit that it is about. */
  readonly unit: string | null;
}

export interface Wanted extends Span {
  readonly unit: string;
  readonly linesOnly: boolean;
}

const UNITS = new Set(["deployment", "clearance"]);
const NEVER = Number.POSITIVE_INFINITY;

const timeOf = (text: string | null | undefined) => (text ? Date.parse(text) : null);

/** The latest first. */
export function timelineOf(
  incident: FullIncident,
  history: History | null,
  lines: readonly LogLine[],
  entries: readonly Entry[],
): Happening[] {
  const told = entries.map((entry) => ofEntry(entry, incident.reference));
  const first = Math.min(NEVER, ...told.map(({ recordedMs }) => recordedMs));
  const before = [opening(incident), ...ofHistory(history), ...lines.map(ofLine)].filter(
    ({ recordedMs }) => recordedMs < first,
  );
  return [...before, ...told].sort(
    (one, other) =>
      other.atMs - one.atMs ||
      (other.number ?? 0) - (one.number ?? 0) ||
      (one.id < other.id ? 1 : -1),
  );
}

export interface Span {
  readonly fromMs: number | null;
  readonly untilMs: number | null;
}

/**
 * The span that times as they are typed mean in a case whose last line is of `lastMs`: a time
 * without a day is the last one up to that line, the first one after the beginning of the span, or
 * else on the day of that line.
 */
export function spanOf(from: string, until: string, lastMs: number): Span {
  const fromMs = parseTime(from, lastMs, "past");
  const untilMs =
    fromMs === null
      ? parseTime(until, lastOfDay(lastMs), "past")
      : parseTime(until, fromMs, "future");
  return { fromMs, untilMs };
}

const DAY_MS = 86_400_000;

/** From here the times past that can be read end with the day. */
const lastOfDay = (atMs: number) => (Math.floor(atMs / DAY_MS) + 1) * DAY_MS - 1 - AHEAD_MS;

/** The happenings that a filter leaves. */
export function wanted(happened: readonly Happening[], filter: Wanted): Happening[] {
  const { unit, fromMs, untilMs, linesOnly } = filter;
  const named = wholeName(unit);
  return happened.filter(
    (one) =>
      (!linesOnly || one.line) &&
      (!unit || one.unit === unit || named.test(one.text)) &&
      one.atMs >= (fromMs ?? -NEVER) &&
      one.atMs < (untilMs ?? NEVER),
  );
}

/** Finds a name where it is not a part of a longer one: "Nemo 1" in neither "Nemo 11" nor "Nemo 1-2". */
function wholeName(name: string): RegExp {
  const plain = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\d]|\\d-)${plain}(?![\\p{L}\\d]|-\\d)`, "u");
}

/** The units that the log names, in the order of the alphabet. */
export function unitsIn(happened: readonly Happening[]): string[] {
  return [...new Set(happened.flatMap(({ unit }) => unit ?? []))].sort();
}

function ofEntry(entry: Entry, reference: string): Happening {
  const { number, about, facts, by } = entry;
  const recordedMs = timeOf(entry.at) ?? 0;
  const happened = timeOf(facts?.happened_at as string | null | undefined);
  return {
    id: String(number),
    atMs: happened ?? recordedMs,
    recordedMs,
    number,
    text: textOf(entry, reference),
    party: by?.party ?? null,
    centre: by?.centre ?? null,
    who: by?.who ?? null,
    line: entry.type === "LogWritten",
    own: facts?.own === true,
    unit: about && UNITS.has(about.thing) ? about.reference : null,
  };
}

/** Without the case's own reference, which stands above all. */
function textOf({ sentence }: Entry, reference: string): string {
  if (!sentence) return formWords.timeline.erased;
  const prefix = `${reference}: `;
  return sentence.startsWith(prefix) ? sentence.slice(prefix.length) : sentence;
}

interface Earlier {
  readonly id: string;
  readonly at: string;
  readonly text: string;
  readonly party: string | null;
}

const earlier = ({ id, at, text, party }: Earlier): Happening => ({
  id,
  atMs: Date.parse(at),
  recordedMs: Date.parse(at),
  number: null,
  text,
  party,
  centre: null,
  who: null,
  line: false,
  own: false,
  unit: null,
});

const opening = ({ id, opened_at, opened_by }: FullIncident) =>
  earlier({
    id: `${id} opened`,
    at: opened_at,
    text: formWords.timeline.opened,
    party: opened_by,
  });

function ofHistory(history: History | null): Happening[] {
  if (!history) return [];
  const { phase, datum } = formWords.timeline;
  return [
    ...history.phases.map((one) =>
      earlier({
        id: one.id,
        at: one.at,
        text: phase(words.phase[one.phase], one.reason),
        party: one.by_party,
      }),
    ),
    ...history.datums.map((one) =>
      earlier({
        id: one.id,
        at: one.set_at,
        text: datum(`${one.position} ±${one.uncertainty_nm} nm`, one.reason),
        party: one.by_party,
      }),
    ),
    ...history.coordination.flatMap(ofProposal),
  ];
}

/** As it was proposed, and, by whom it was decided, what became of it. */
function ofProposal(one: History["coordination"][number]): Happening[] {
  const text = (state: typeof one.state, reason: string) =>
    formWords.timeline.lead(formWords.office[one.office], one.to_centre.name, state, reason).trim();
  const proposed = earlier({
    id: one.id,
    at: one.proposed_at,
    text: text("proposed", one.reason),
    party: one.from_centre.party,
  });
  if (!one.answered_at) return [proposed];
  const decided = one.state === "withdrawn" ? one.from_centre : one.to_centre;
  const answered = earlier({
    id: `${one.id} answered`,
    at: one.answered_at,
    text: text(one.state, one.answer_reason),
    party: decided.party,
  });
  return [proposed, answered];
}

const ofLine = (line: LogLine): Happening => ({
  ...earlier({ id: line.id, at: line.at, text: line.text, party: line.by_party }),
  recordedMs: Date.parse(line.written_at),
  centre: line.by_centre.name,
  line: true,
  own: line.own,
});
