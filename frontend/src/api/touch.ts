/** The time since somebody last touched this page: it reads by itself too, in an empty room. */

export const IDLE_HEADER = "sar-idle-seconds";
/** The most that is told: nobody has touched it, or nobody knows when. */
const LONGEST_S = 999_999;

let touchedMs: number | null = null;

export function touched(): void {
  touchedMs = Date.now();
}

export function idleSeconds(): number {
  if (touchedMs === null) return LONGEST_S;
  const seconds = Math.floor((Date.now() - touchedMs) / 1_000);
  return seconds < 0 ? LONGEST_S : Math.min(LONGEST_S, seconds);
}
