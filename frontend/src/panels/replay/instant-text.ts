/** Instants of a case in full, in UTC with their date. Pure. */

import { words } from "@/i18n";
import { type Micros, msOf } from "@/state/replay";

/** `3 Dec 2026 02:05:09Z`; without seconds where an edge of the scale is told. */
export function instantText(at: Micros, seconds = true): string {
  const ms = msOf(at);
  const date = new Date(ms);
  const month = words.months[date.getUTCMonth()];
  const time = date.toISOString().slice(11, seconds ? 19 : 16);
  return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()} ${time}Z`;
}
