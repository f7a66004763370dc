/**
 * Nights at a place, as the server judges them (`sar/assets/availability.py`;
 * `tests/vectors/sun.json` holds both to it); within a minute or two, which is enough to plan.
 */

const DAY_MS = 86_400_000;
const EPOCH_MS = Date.UTC(2000, 0, 1, 12);
const RADIANS = Math.PI / 180;
/** Below this altitude of the sun it is night for those who search by eye. */
const CIVIL_TWILIGHT_DEG = -6;
const STEP_MS = 10 * 60_000;
const EXACT_MS = 15_000;

/** The sun's height in degrees (low-precision formulae of the Astronomical Almanac). */
export function sunHeightDeg(
  atMs: number,
  [lon, lat]: readonly [lon: number, lat: number],
): number {
  const days = (atMs - EPOCH_MS) / DAY_MS;
  const anomaly = (357.528 + 0.9856003 * days) * RADIANS;
  const mean = 280.46 + 0.9856474 * days;
  const ecliptic = (mean + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * RADIANS;
  const tilt = (23.439 - 0.0000004 * days) * RADIANS;
  const ascension = Math.atan2(Math.cos(tilt) * Math.sin(ecliptic), Math.cos(ecliptic));
  const declination = Math.asin(Math.sin(tilt) * Math.sin(ecliptic));
  const sidereal = (280.460618 + 360.985647366 * days + lon) * RADIANS;
  const hour = sidereal - ascension;
  const height =
    Math.sin(lat * RADIANS) * Math.sin(declination) +
    Math.cos(lat * RADIANS) * Math.cos(declination) * Math.cos(hour);
  return Math.asin(height) / RADIANS;
}

/** Whether civil twilight has ended at the place. */
export function isNight(atMs: number, place: readonly [number, number]): boolean {
  return sunHeightDeg(atMs, place) < CIVIL_TWILIGHT_DEG;
}

export interface Night {
  readonly fromMs: number;
  readonly toMs: number;
  /** Whether it grows dark (light) at that end, or the window merely begins (ends) in the dark. */
  readonly dusk: boolean;
  readonly dawn: boolean;
}

/** The nights within the window, from the end of civil twilight to its beginning, in order. */
export function nights(fromMs: number, toMs: number, place: readonly [number, number]): Night[] {
  const dark = (atMs: number) => isNight(atMs, place);
  const found: Night[] = [];
  let since = dark(fromMs) ? fromMs : null;
  for (let at = fromMs; at < toMs; at += STEP_MS) {
    const next = Math.min(at + STEP_MS, toMs);
    if (dark(next) === (since !== null)) continue;
    const edge = between(at, next, dark);
    if (since === null) since = edge;
    else {
      found.push({ fromMs: since, toMs: edge, dusk: since !== fromMs, dawn: true });
      since = null;
    }
  }
  if (since !== null) found.push({ fromMs: since, toMs, dusk: since !== fromMs, dawn: false });
  return found;
}

function between(lowMs: number, highMs: number, is: (atMs: number) => boolean): number {
  let [low, high] = [lowMs, highMs];
  const after = is(high);
  while (high - low > EXACT_MS) {
    const middle = (low + high) / 2;
    if (is(middle) === after) high = middle;
    else low = middle;
  }
  return high;
}
