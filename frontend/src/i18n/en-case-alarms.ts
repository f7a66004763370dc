/** The words of a case's alarms that leave the screens. */

import type { CaseAlarm } from "@/api/types";

const matter: Record<CaseAlarm["cause"], string> = {
  unassessed: "Nobody has assessed the case.",
  below: "Distress is suggested, and nobody has answered.",
  untasked: "Nobody is tasked.",
  uncovered: "Those tasked have no room for all, and not enough is asked for.",
  help_gone: "A unit does not come in time.",
  hail_unanswered: "A ship that was hailed does not answer.",
  unit_silent:
    "The positions of a unit at work have stopped, and nobody has heard from it: call it.",
  unwritten: "Nobody has written anything about people in distress.",
  region: "It touches your region.",
  smc_silent: "The coordinator by voice is silent.",
  acted: "A watch officer acted as coordinator.",
  offer_waits: "An offer of help waits to be decided.",
  look_again: "Nobody has looked again at the suspended search.",
  suspended_news: "There is news of the suspended search.",
  handed_over: "What was handed over is not confirmed: call.",
  lead_unheard: "Nobody writes about people in distress, nor has the lead taken that up: call it.",
  lead_unreached: "Nobody at the lead answers, nor any of its contacts: call it.",
  authority_silent: "Another authority has it, in distress, and is silent: call it.",
  list_owed: "Nobody has taken the list of missing and dead.",
};

export const caseAlarms = {
  title: "Alerts outside the screen",
  matter,
  nothingSince: (time: string) =>
    `Nobody has written anything since ${time}, and people in distress wait. A line of the log, a position, a call or a task ends it.`,
  unreached: (lead: string, time: string) =>
    `By ${time} nobody at ${lead} had answered, nor any of its contacts, and people in distress wait. Call it.`,
  othersKnow: (time: string) =>
    `The others in the case were told at ${time} that nobody here answers. Say that you have it.`,
  until: (time: string) => `If nobody takes it up by ${time}, contacts are alerted.`,
  alerting: "Contacts are being alerted.",
  takenUp: (time: string) => `Taken up ${time}.`,
  toOther: (centre: string) => `To ${centre}.`,
  take: "I have it",
  settlesNothing: "It stops the alerts, and settles nothing.",
};
