/** Positions, times and spans as people read them: latitude first, DDM, UTC, nm and kn. */

import type { Point } from "@/api/types";
import { words } from "@/i18n";

const said = words.span;

/** `34°20.0′N 012°42.0′E`, rounded as one number so that 59.96′ never reads 60.0′. */
export function ddm(point: Point): string {
  const [lon = 0, lat = 0] = point.coordinates;
  return `${half(lat, 2, "N", "S")} ${half(lon, 3, "E", "W")}`;
}

function half(degrees: number, digits: number, positive: string, negative: string): string {
  const tenths = Math.round(Math.abs(degrees) * 600);
  const whole = String(Math.floor(tenths / 600)).padStart(digits, "0");
  const minutes = ((tenths % 600) / 10).toFixed(1).padStart(4, "0");
  return `${whole}°${minutes}′${degrees < 0 ? negative : positive}`;
}

/**
 * The same place as navigators, handhelds and computers want it: degrees and decimal minutes, with
 * seconds, and decimal degrees; none finer than the precision in nautical miles that is told of it.
 */
export function notations(point: Point, precisionNm: number): string[] {
  const [lon = 0, lat = 0] = point.coordinates;
  if (precisionNm >= 60) return [roughly(point)];
  if (precisionNm >= 0.1)
    return [
      `${cut(lat, 2, "NS", 1)} ${cut(lon, 3, "EW", 1)}`,
      `${decimal(lat, 2)} ${decimal(lon, 2)}`,
    ];
  return [
    ddm(point),
    `${cut(lat, 2, "NS", 60)} ${cut(lon, 3, "EW", 60)}`,
    `${decimal(lat, 4)} ${decimal(lon, 4)}`,
  ];
}

const decimal = (value: number, digits: number) =>
  `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(digits)}`;

/** In whole parts of a minute: minutes alone for 1, with seconds for 60. */
function cut(value: number, width: number, letters: string, parts: 1 | 60): string {
  const whole = Math.round(Math.abs(value) * 60 * parts);
  const two = (part: number) => String(part).padStart(2, "0");
  const degrees = String(Math.floor(whole / (60 * parts))).padStart(width, "0");
  const minutes = two(Math.floor(whole / parts) % 60);
  const seconds = parts === 60 ? `${two(whole % 60)}″` : "";
  return `${degrees}°${minutes}′${seconds}${letters[value < 0 ? 1 : 0]}`;
}

/** `063°`, from any angle. */
export const courseText = (deg: number) =>
  `${String(((Math.round(deg) % 360) + 360) % 360).padStart(3, "0")}°`;

/** A place that nobody knows any more: in whole degrees. */
export function roughly({ coordinates: [lon = 0, lat = 0] }: Point): string {
  const part = (value: number, width: number, letters: string) => {
    const whole = Math.round(value);
    return `${String(Math.abs(whole)).padStart(width, "0")}°${letters[whole < 0 ? 1 : 0]}`;
  };
  return `${part(lat, 2, "NS")} ${part(lon, 3, "EW")}`;
}

/** The reach of an area in which something is that nobody follows: in tens, never less. */
export const aboutNm = (nm: number) => Math.ceil(nm / 10 - 1e-9) * 10;

/** `14:05Z`; with the day in front when it is not the day of `nowMs`. */
export function utc(atMs: number, nowMs: number = atMs): string {
  const iso = new Date(atMs).toISOString();
  const day = iso.slice(0, 10) === new Date(nowMs).toISOString().slice(0, 10);
  return `${day ? "" : `${iso.slice(8, 10)} ${words.months[new Date(atMs).getUTCMonth()]} `}${iso.slice(11, 16)}Z`;
}

/** `2026-03-01 00:00Z`: for what holds for years. */
export function dated(at: string): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")}Z`;
}

/** As a day-time group that a field reads back: `241405Z`. */
export function dayTime(at: string | null | undefined): string {
  return at ? `${at.slice(8, 10)}${at.slice(11, 13)}${at.slice(14, 16)}Z` : "";
}

/** `14:05:32Z` */
export function utcSeconds(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(11, 19)}Z`;
}

/** `16:05` in the centre's own zone; nothing of a zone that this browser does not know. */
export function localTime(atMs: number, timeZone: string): string {
  try {
    const form = { timeZone, hour: "2-digit", minute: "2-digit" } as const;
    return new Intl.DateTimeFormat("en-GB", form).format(atMs);
  } catch {
    return "";
  }
}

/*
 * Spans, the same on cards, lanes and map, and in the server's sentences (sar/time_words.py):
 *
 * | a span        | is written          | rounded             |
 * |---------------|---------------------|---------------------|
 * | below an hour | `59 min`            | to the nearest minute |
 * | below 2 days  | `4 h 56 min`, `2 h` | to the nearest minute |
 * | longer        | `6 d 17 h`, `3 d`   | to the nearest hour |
 *
 * A time that runs out ticks within the hour (`3 min 12 s`, never to be taken for a time of day); an
 * age has seconds for a minute and a half.
 */

/** A span in minutes as people read it. */
export function minutes(value: number): string {
  const whole = Math.max(0, Math.round(value));
  if (whole < 60) return said.minutes(whole);
  if (whole < 2_880) return parts(whole, 60, said.hours, said.minutes);
  return parts(Math.round(whole / 60), 24, said.days, said.hours);
}

type Unit = (count: number) => string;

/** In two units, the smaller one only where there are any of it. */
function parts(count: number, each: number, large: Unit, small: Unit): string {
  const rest = count % each;
  return large(Math.floor(count / each)) + (rest ? ` ${small(rest)}` : "");
}

/** `3 min 12 s`, `1 h 4 min`: what is left, or how long a duty has run over. */
export function countdown(spanMs: number): string {
  const seconds = Math.floor(Math.abs(spanMs) / 1000);
  if (seconds >= 3_600) return minutes(seconds / 60);
  return seconds < 60 ? said.seconds(seconds) : parts(seconds, 60, said.minutes, said.seconds);
}

/** `8 s`, `12 min`, `3 h 5 min`: an age. */
export function age(spanMs: number): string {
  const seconds = Math.max(0, Math.round(spanMs / 1000));
  return seconds < 90 ? said.seconds(seconds) : minutes(seconds / 60);
}
