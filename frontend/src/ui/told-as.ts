/**
 * Two readings of a ready-made text that tell the same: each has the time of its reading and the
 * age of what it tells, which move where its lines are cut.
 */

const TIME = /\b\d{6}Z [A-Z]{3} \d{2}\b/g;
const AGE = /, \d+ (?:MIN|H|H \d+ MIN|DAYS) OLD\b/g;

const bare = (text: string) => text.replace(/\s+/g, " ").replace(TIME, "").replace(AGE, "");

export const isToldAs = (one: string, other: string) => bare(one) === bare(other);

/** The text for the screen, which cuts lines by itself; what is copied stays as it is sent. */
export const wholeLines = (text: string) => text.replace(/\n {4}(?=\S)/g, " ");
