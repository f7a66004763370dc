/** The words of the assessment of a case, in English. */

import type { Bodies } from "@/api/types";

type Line = Bodies["CriterionBody"];
type Cause =
  | "opened"
  | "interval"
  | "phase_set"
  | "reopened"
  | "position"
  | "people"
  | "weather"
  | "help_gone"
  | "help_refused"
  | "other_authority"
  | "tow"
  | "criteria"
  | "unit_left";

/** By criterion: its number in the regulation, or none, and the line as it is read. */
const lines: Record<Line["criterion"], readonly [string, string]> = {
  asks_for_rescue: ["1a", "Asks for rescue"],
  asks_for_other_help: ["1b", "Asks for a tow, advice or medevac"],
  not_seaworthy: ["2", "Not seaworthy, or unlikely to arrive"],
  overloaded: ["3", "Too many people for the craft"],
  short_of_supplies: ["4", "Short of fuel, water or food"],
  no_able_crew: ["5", "No qualified crew, or nobody in command"],
  no_equipment: ["6", "No safety, navigation or radio equipment"],
  urgent_medical: ["7", "Urgent medical need"],
  dead_aboard: ["8", "Dead aboard"],
  children_or_pregnant: ["9", "Children or pregnant women aboard"],
  bad_weather: ["10", "Bad weather or sea, now or forecast"],
  no_life_jackets: ["", "No life-jackets seen, or not enough"],
  adrift: ["", "Adrift"],
  below_deck: ["", "People below deck suspected"],
  listing: ["", "A list, or little freeboard"],
  inquiries_failed: ["", "Not heard of: calls and inquiries failed"],
  wider_inquiries_failed: ["", "Not heard of: wider inquiries failed too"],
};
const answer: Record<Line["answer"], string> = { yes: "Yes", no: "No", not_known: "Not known" };
export const causes: Record<Cause, string> = {
  opened: "opened below distress",
  interval: "by the clock",
  phase_set: "the phase was set",
  reopened: "reopened",
  position: "a position was reported",
  people: "news of the people",
  weather: "news of the weather",
  help_gone: "help is gone",
  help_refused: "help refused, or not any more",
  other_authority: "another authority",
  tow: "under tow with people aboard",
  criteria: "somebody heard something",
  unit_left: "no vessel alongside any more",
};

export const assessment = {
  title: "Assessment",
  lines,
  answer,
  house:
    "House list after Reg. (EU) 656/2014, art. 9(2)(f), which binds only operations that Frontex coordinates. Not known is never no. You decide.",
  ours: "Ours besides",
  contradicts: (line: string, said: string) =>
    `SOURCES CONTRADICT, it counts as yes: ${line} (${said}).`,
  standsBy: (answer: string, source: string, time: string, heardBy: string) =>
    `${answer} by ${source || "a source not named"} ${time}${heardBy && ` (heard by ${heardBy})`}`,
  heard: (line: string, said: string) => `Heard: ${line} (${said}).`,
  hear: "What you heard",
  hearNote:
    "It stands beside the lead's sheet, with who said it. A yes counts at once; a no counts once the lead has said so too. Empty source: your centre.",
  tell: "Tell it",
  itself: (source: string) =>
    `${source || "This source"} said yes, and itself says so no more. If somebody else says it, change the source above: the yes stands.`,
  takesBack:
    "Another source has said yes, and that counts. Why it does not stand any more (empty: it stands)",
  keys: "Y yes · N no · Space not known (?) · ↑ ↓ · Ctrl ↵ writes it",
  source: "Source of what you enter",
  at: "At (UTC)",
  whyBelow: (phase: string) => `Why it stays in ${phase} (a second person is asked for)`,
  write: "Write it",
  open: "Assess",
  unchanged: "No change",
  raise: (phase: string) => `Raise to ${phase.toUpperCase()}`,
  below: (phase: string) => `The phase is below what is suggested (${phase}).`,
  none: "Not assessed yet. In distress nobody needs to.",
  none_due: "Not assessed yet.",
  begun: "not assessed yet",
  by: (time: string, party: string) => `assessed ${time} by ${party}`,
  notKnown: (count: number) => `${count} not known`,
  due: (time: string, why: Cause) => `due ${time}: ${causes[why]}`,
  reason: (phase: string, reason: string) => `Stays in ${phase}: “${reason}”`,
  seconded: (who: string, time: string) => `second: ${who}, ${time}`,
  gone: {
    turned_back: (name: string, time: string) => `${name} turned back, ${time}.`,
    unable: (name: string, time: string) => `${name} cannot come, ${time}.`,
    late: (name: string, time: string) => `${name} is late, ${time}.`,
  },
  goneSince: (count: number) =>
    `No unit that takes people aboard has set out in ${count === 1 ? "its" : "their"} place.`,
  comes: {
    back: (unit: string) => `${unit || "Its unit"} IS BACK.`,
    sails_again: (unit: string) => `${unit || "Its unit"} SAILS AGAIN.`,
    another: (unit: string) => `${unit || "Another unit"} HAS SET OUT.`,
  },
  tow: (unit: string, persons: number | null, time: string) =>
    `UNDER TOW by ${unit} since ${time}, ${persons === null ? "how many are aboard is not known" : persons === 0 ? "nobody aboard" : `${persons} aboard`}.`,
  coast: (time: string, byDrift: boolean, course: number, knots: number) =>
    `Land about ${time}, ${byDrift ? "by its drift" : "by its course and speed"} (about ${course}°, ${knots} kn).`,
  coastRests: (position: string, time: string) =>
    `Estimated from ${position} of ${time}; it may be sooner or later.`,
  refuses: (time: string, source: string) => `They refuse help, ${time} (${source}).`,
  has: (name: string, parts: string) => `${name} has it${parts && ` (${parts})`}.`,
  hasSince: (time: string) => `Since ${time}.`,
  hasNoMore: (name: string, time: string) => `${name} has it no more, ${time}.`,
  contact: (time: string) => `Contact ${time}.`,
  unconfirmed: "NOT CONFIRMED BY CONTACT: call it, and write with whom and when.",
  news: (time: string) => `News due ${time}.`,
  noNews: (time: string) => `NO NEWS SINCE ${time}: ask, and write what you hear.`,
  mayNotCome: (nobodyTasked: boolean) =>
    nobodyTasked ? "Nobody's units may be coming." : "Its units may not be coming.",
  failed: "The suggestion cannot be read now. What you write is kept.",
};
