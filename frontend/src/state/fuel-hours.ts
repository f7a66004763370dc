/** The hours of fuel points, in UTC. Pure. */

const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;
const DAY_MINUTES = 24 * 60;

/** Whether these are hours like `06:00-18:00`. */
export const areHours = (text: string): boolean => HOURS.test(text);

/** Whether an instant lies in the hours, which may reach over midnight; empty: always. */
export function isOpenAt(hours: string, atMs: number): boolean {
  const read = HOURS.exec(hours);
  if (!read) return true;
  const [hour, minute, untilHour, untilMinute] = read.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const begin = hour * 60 + minute;
  const end = untilHour * 60 + untilMinute;
  const at = Math.floor(atMs / 60_000) % DAY_MINUTES;
  if (begin === end) return true;
  return begin < end ? begin <= at && at < end : at >= begin || at < end;
}
