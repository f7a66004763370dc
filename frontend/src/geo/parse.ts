/** Reading positions and times as people type them. Pure. */

import type { Point } from "@/api/types";

const HEMISPHERES = "NSEW";
type Axis = "lat" | "lon";
const LIMIT: Record<Axis, number> = { lat: 90, lon: 180 };

/**
 * A position in any usual notation, or null: DDM (`34 20.0N 012 42.0E`), DMS, decimal degrees
 * (latitude first), compact (`3420N01242E`), letters in front or behind, in either order.
 */
export function parsePosition(text: string): Point | null {
  const tokens = tokensOf(text);
  const halves = tokens && (tokens.some(isLetter) ? lettered(tokens) : bare(tokens));
  if (!halves) return null;
  const [lat, lon] = [degrees(halves.lat, "lat"), degrees(halves.lon, "lon")];
  if (lat === null || lon === null) return null;
  return { type: "Point", coordinates: [rounded(lon), rounded(lat)] };
}

interface Half {
  readonly numbers: readonly string[];
  readonly letter: string | null;
}

const isLetter = (token: string) => HEMISPHERES.includes(token);
const rounded = (value: number) => Math.round(value * 1e6) / 1e6;

/** Numbers and hemisphere letters in order; null when anything else is left. */
function tokensOf(text: string): string[] | null {
  const plain = text
    .toUpperCase()
    .replace(/−/g, "-")
    .replace(/[°º′″'"’”:;/]|\b(LAT|LON|LONG|LATITUDE|LONGITUDE)\b/g, " ")
    .replace(/(\d)-(?=\d)/g, "$1 ");
  const points = decimalCommas(plain) ? plain.replace(/(\d),(?=\d)/g, "$1.") : plain;
  const spaced = points.replace(/,/g, " ");
  const tokens = spaced.match(/[NSEW]|[-+]?\d+(?:\.\d+)?/g) ?? [];
  const rest = spaced.replace(/[NSEW]|[-+]?\d+(?:\.\d+)?/g, "").trim();
  return rest === "" && tokens.length >= 2 ? tokens : null;
}

/** Commas within numbers are decimal ones where no point is and something else divides. */
function decimalCommas(text: string): boolean {
  return !text.includes(".") && (text.match(/\d,\d/g) ?? []).length === 2;
}

function lettered(tokens: readonly string[]): Record<Axis, Half> | null {
  const inFront = isLetter(tokens[0] ?? "");
  const halves: { numbers: string[]; letter: string | null }[] = [];
  let open = { numbers: [] as string[], letter: null as string | null };
  for (const token of tokens) {
    if (isLetter(token)) {
      if (inFront) {
        if (open.letter) halves.push(open);
        open = { numbers: [], letter: token };
      } else {
        halves.push({ ...open, letter: token });
        open = { numbers: [], letter: null };
      }
    } else open.numbers.push(token);
  }
  if (inFront) halves.push(open);
  else if (open.numbers.length) return null;
  const lat = halves.find((half) => "NS".includes(half.letter ?? "-"));
  const lon = halves.find((half) => "EW".includes(half.letter ?? "-"));
  return halves.length === 2 && lat && lon ? { lat, lon } : null;
}

function bare(tokens: readonly string[]): Record<Axis, Half> | null {
  if (![2, 4, 6].includes(tokens.length)) return null;
  const middle = tokens.length / 2;
  return {
    lat: { numbers: tokens.slice(0, middle), letter: null },
    lon: { numbers: tokens.slice(middle), letter: null },
  };
}

function degrees(half: Half, axis: Axis): number | null {
  const parts = half.numbers.length === 1 ? unpacked(half, axis) : half.numbers;
  const signed = /^[-+]/.test(parts[0] ?? "");
  if (parts.length < 1 || parts.length > 3 || (signed && half.letter)) return null;
  if (parts.slice(1).some((part) => /^[-+]/.test(part))) return null;
  if (parts.slice(0, -1).some((part) => part.includes("."))) return null;
  const [whole = 0, minutes = 0, seconds = 0] = parts.map((part) => Math.abs(Number(part)));
  if (minutes >= 60 || seconds >= 60) return null;
  const value = whole + minutes / 60 + seconds / 3600;
  if (value > LIMIT[axis]) return null;
  const negative = parts[0]?.startsWith("-") || half.letter === "S" || half.letter === "W";
  return negative ? -value : value;
}

/** `3420.5` with a letter is degrees and minutes, `342030` seconds too. */
function unpacked(half: Half, axis: Axis): readonly string[] {
  const [only = ""] = half.numbers;
  const [whole = "", fraction = ""] = only.split(/(?=\.)/);
  const packed = half.letter !== null && whole.length > (axis === "lat" ? 2 : 3);
  if (!packed || whole.length > 7) return half.numbers;
  const minutesAt = whole.length - (whole.length > 5 ? 4 : 2);
  const [d, m, s] = [
    whole.slice(0, minutesAt),
    whole.slice(minutesAt, minutesAt + 2),
    whole.slice(minutesAt + 2),
  ];
  return s === "" ? [d, `${m}${fraction}`] : [d, m, `${s}${fraction}`];
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A time just ahead of the clock still counts as just now. */
const AHEAD_MS = 10 * MINUTE_MS;

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
    : (fits.findLast((at) => at <= nowMs + AHEAD_MS) ?? null);
}

function dateTime(day: string, hour: string, minute: string): number | null {
  const at = new Date(`${day}T${hour}:${minute}Z`);
  const real = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
  return real ? at.getTime() : null;
}
