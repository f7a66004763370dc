/** The time of a case that is watched again: its moments, and steps between them. Pure. */

/** Microseconds since 1970: entries are dated to them. */
export type Micros = number;

export interface Dated {
  readonly number: number;
  readonly at: string;
}

/** An instant at which something was told: several entries may share it. */
export interface Moment {
  readonly at: Micros;
  /** The last entry of that instant. */
  readonly number: number;
}

export interface Scale {
  readonly from: Micros;
  readonly until: Micros;
}

export const SECOND: Micros = 1_000_000;
export const HOUR: Micros = 3_600 * SECOND;

const WRITTEN = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/;

/** The instant that is written, in UTC; null: it is none. */
export function microsOf(text: string): Micros | null {
  const [, seconds, rest = ""] = WRITTEN.exec(text) ?? [];
  const ms = Date.parse(`${seconds}Z`);
  return seconds && Number.isFinite(ms) ? ms * 1_000 + Number(rest.padEnd(6, "0")) : null;
}

/** As an address and the server have it; the inverse of `microsOf`. */
export function textOf(at: Micros): string {
  const seconds = Math.floor(at / SECOND);
  const rest = String(at - seconds * SECOND).padStart(6, "0");
  return `${new Date(seconds * 1_000).toISOString().slice(0, 19)}${Number(rest) ? `.${rest}` : ""}Z`;
}

export const msOf = (at: Micros): number => Math.floor(at / 1_000);

/** The instants of entries that are in order, each once. */
export function momentsOf(entries: readonly Dated[], until: Micros): Moment[] {
  const found = new Map<Micros, number>();
  for (const { at, number } of entries) {
    const micros = microsOf(at);
    if (micros !== null && micros <= until) found.set(micros, number);
  }
  return [...found].map(([at, number]) => ({ at, number })).sort((a, b) => a.at - b.at);
}

export const within = ({ from, until }: Scale, at: Micros): Micros =>
  Math.min(Math.max(at, from), until);

/** The latest moment by then; null: nothing had been told yet. */
export const latestBy = (moments: readonly Moment[], at: Micros): Moment | null =>
  moments.findLast((one) => one.at <= at) ?? null;

/** The moment before; the beginning of the scale, where there is none. */
export const stepBack = (moments: readonly Moment[], at: Micros, scale: Scale): Micros =>
  moments.findLast((one) => one.at < at)?.at ?? scale.from;

/** The moment after; the end of the scale, where there is none. */
export const stepOn = (moments: readonly Moment[], at: Micros, scale: Scale): Micros =>
  moments.find((one) => one.at > at)?.at ?? scale.until;

/** Ticks in thousandths of the scale, each place once however many moments stand there. */
export function ticksOf(moments: readonly Moment[], { from, until }: Scale): number[] {
  const span = Math.max(until - from, 1);
  return [...new Set(moments.map(({ at }) => Math.round(((at - from) / span) * 1_000)))];
}

/** A fact as the other party stands to it. */
export type Hearing =
  | { readonly kind: "told" }
  /** It was told something else of the case later; null: nothing until the end of what is known. */
  | { readonly kind: "untold"; readonly nextAt: Micros | null }
  | { readonly kind: "erased" };

interface ToldOf extends Dated {
  readonly told: readonly { readonly party: string; readonly told: boolean | null }[];
}

/** By the own number of each fact, whether the party was told it, or else when it was told again. */
export function hearingsOf(entries: readonly ToldOf[], party: string): Map<number, Hearing> {
  const found = new Map<number, Hearing>();
  let nextAt: Micros | null = null;
  for (const entry of entries.toReversed()) {
    const told = entry.told.find((one) => one.party === party)?.told ?? null;
    if (told) nextAt = microsOf(entry.at);
    found.set(
      entry.number,
      told ? { kind: "told" } : told === null ? { kind: "erased" } : { kind: "untold", nextAt },
    );
  }
  return found;
}

/** The first fact that the party is known to have been told. */
export const firstTold = (entries: readonly ToldOf[], party: string): Micros | null => {
  const first = entries.find((entry) => entry.told.some((one) => one.party === party && one.told));
  return first ? microsOf(first.at) : null;
};

/**
 * A view of then with every field that views have by now: one that it had not is empty, never what
 * it is now.
 */
export function completed<T extends object>(then: object, now: T | undefined): T {
  const found: Record<string, unknown> = { ...then };
  for (const [name, value] of Object.entries(now ?? {})) {
    const had = found[name];
    if (had === undefined) found[name] = emptied(value);
    else if (isPlain(had) && isPlain(value)) found[name] = completed(had, value);
  }
  return found as T;
}

function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (!isPlain(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, emptied(inner)]));
}

const isPlain = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
