/** Whether two readings of a ready-made text tell the same: each has the time of its reading. */

const TIME = /\b\d{6}Z [A-Z]{3} \d{2}\b/g;

export const isToldAs = (one: string, other: string) =>
  one.replace(TIME, "") === other.replace(TIME, "");
