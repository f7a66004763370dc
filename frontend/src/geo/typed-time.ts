/** Reading times as people type them, in browsers of ten years ago too: the page of a link does. Pure. */

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A time just ahead of the clock still counts as just now. */
export const AHEAD_MS = 10 * MINUTE_MS;

/**
 * A UTC time as people type it, or null: `1605`, `16:05Z`, `111605Z` (with the day), `+90`
 * (minutes from now), `+1:30`. Without a day it is the nearest one in the direction of `lean`.
 * `2026-03-01` and `2026-03-01 14:05` are what they say.
 */
export function parseTime(text: string, nowMs: number, lean: "past" | "future"): number | null {
  const plain = text.trim().toUpperCase().replace(/\s+/g, "");
  const span = /^\+(?:(\d{1,2}):(\d{2})|(\d{1,4}))$/.exec(plain);
  if (span) {
    const minutes = span[3] ? Number(span[3]) : Number(span[1]) * 60 + Number(span[2]);
    return nowMs + minutes * MINUTE_MS;
  }
  const date = /^(\d{4}-\d{2}-\d{2})(?:T?(\d{2}):?(\d{2}))?Z?$/.exec(plain);
  if (date) return dateTime(date[1] ?? "", date[2] ?? "00", date[3] ?? "00");
  const clock = /^(\d{2})?(\d{1,2}):?(\d{2})Z?$/.exec(plain);
  if (!clock) return null;
  const [, day, hour, minute] = clock;
  if (Number(hour) > 23 || Number(minute) > 59) return null;
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const within = (Number(hour) * 60 + Number(minute)) * MINUTE_MS;
  const days = Array.from({ length: 63 }, (_, index) => today + (index - 31) * DAY_MS);
  const fits = days
    .filter((at) => day === undefined || new Date(at).getUTCDate() === Number(day))
    .map((at) => at + within);
  return lean === "future"
    ? (fits.find((at) => at > nowMs) ?? null)
    : (fits.filter((at) => at <= nowMs + AHEAD_MS).pop() ?? null);
}

function dateTime(day: string, hour: string, minute: string): number | null {
  const at = new Date(`${day}T${hour}:${minute}Z`);
  const real = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
  return real ? at.getTime() : null;
}
