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

/** `16:05` in the centre's own zone. */
export function localTime(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(
    atMs,
  );
}

/** `59 min`, `4 h 56`: minutes as people say them. */
export function minutes(value: number): string {
  const whole = Math.max(0, Math.round(value));
  if (whole < 100) return said.minutes(whole);
  return said.hours(Math.floor(whole / 60), String(whole % 60).padStart(2, "0"));
}

/** `03:12`, `1:04:09`: what is left, or how long it has been. */
export function countdown(spanMs: number): string {
  const seconds = Math.floor(Math.abs(spanMs) / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

/** `8 s`, `12 min`, `3 h`: an age in one unit. */
export function age(spanMs: number): string {
  const seconds = Math.max(0, Math.round(spanMs / 1000));
  if (seconds < 90) return said.seconds(seconds);
  if (seconds < 5400) return said.minutes(Math.round(seconds / 60));
  return said.fullHours(Math.round(seconds / 3600));
}
