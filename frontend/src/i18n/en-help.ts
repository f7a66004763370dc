/** The words of what is asked, offered and deployed, loaded with what shows them. */

import type { FullDeployment } from "@/api/types";
import { workState } from "./en-unit-states";

type Lives = Pick<FullDeployment, "dead" | "died" | "dead_landed" | "born" | "back_in_water">;

export const help = {
  kind: {
    vessel: "vessel",
    aircraft: "aircraft",
    uncrewed: "uncrewed system",
    team: "team",
    equipment: "equipment",
    expertise: "expertise",
  },
  need: {
    any: "Help",
    count: (quantity: number, unit: "assets" | "persons") =>
      unit === "persons"
        ? `${quantity} ${quantity === 1 ? "person" : "people"}`
        : `${quantity} ${quantity === 1 ? "unit" : "units"}`,
    atLeast: (counted: string) => `at least ${counted}`,
    by: (time: string) => `by ${time}`,
  },
  requestState: {
    draft: "draft",
    open: "open",
    filled: "filled",
    closed: "closed",
    cancelled: "cancelled",
  },
  request: {
    addCentres: "Ask one more centre",
    amend: "Change what is asked",
    close: "Close the request",
    cancel: "Cancel the request",
    gone: "There is no such request, or you may not see it.",
    acknowledge: "Acknowledge",
    offer: "Offer",
    decline: "Decline",
    declineTitle: "Decline, with the reason",
    asksBy: {
      "SAR Convention, Annex 4.6":
        "The centre of the region asks: each Party acts when it does (SAR Convention, Annex 4.6).",
      "SAR Convention, Annex 3.1.7":
        "Centres assist another centre when it asks (SAR Convention, Annex 3.1.7).",
    } as Readonly<Record<string, string>>,
    whyHouse: "That you say why is a house rule.",
    answers: "Your answer",
    over: "This request is over.",
    reader: "Your role reads only: a watch officer answers.",
  },
  answer: {
    sent: "sent",
    acknowledged: "acknowledged",
    offered: "offered",
    declined: "declined",
  },
  offerState: {
    provisional: "provisional",
    offered: "offered",
    accepted: "accepted",
    declined: "declined",
    withdrawn: "withdrawn",
    expired: "expired",
  },
  offers: {
    inWords: (centres: string) =>
      `Offered in words, by voice or link: ${centres}. Read it under Needs (2).`,
    coordinator: "A coordinator of your centre decides: call one.",
    acting: (centre: string) =>
      `No coordinator of ${centre} is present: you act as coordinator; it is marked.`,
    waiting: "Offers to decide",
    empty: "No offer waits for a decision.",
    by: (party: string) => `Offer of ${party}`,
    valid: (left: string) => `valid ${left}`,
    expired: "expired",
    decideBy: (time: string, left: string) => `decide by ${time}, ${left}`,
    undecided: (time: string, over: string) => `was to be decided by ${time}, ${over} ago`,
    takes: (persons: number) => `takes ${persons}`,
    rests: ({ article, agreement }: { article: string; agreement: string }) =>
      `${article}, ${agreement}`,
    noEta: "no time promised",
    late: "late",
    inTime: "in time",
    accept: (what: string) => `Accept ${what}`,
    decline: "Decline",
    confirm: "Confirm",
    confirmAgain: "Confirm anew",
    withdraw: "Take it back",
    decided: (count: number) => `Offers decided before: ${count}`,
  },
  workState,
  work: {
    going: "On the way and on scene",
    empty: "Nothing is deployed yet.",
    untold: "Nothing is deployed as far as is told here: the lead may have others.",
    allOver: "Nobody is on the way or on scene any more.",
    over: "Those that are over",
    noneOver: "None of this case, as far as you may read it.",
    until: (time: string) => `bound until ${time}`,
    untilWhen: "Bound until (UTC)",
    untilHint: "like 1800 or +120; empty: until it is released",
    calledAway: "empty: called away to real work",
    takes: "Who takes them",
    notCounted: (aboard: number) => (aboard ? `${aboard} and more, not counted,` : "not counted"),
    persons: (
      aboard: number | string,
      delivered: number | string,
      { dead, died, dead_landed: landed, born, back_in_water: again }: Lives,
    ) =>
      [
        `${aboard} aboard`,
        `${delivered} delivered`,
        dead &&
          `${dead} dead (${died ? `${died} after recovery, ` : ""}${dead - landed} aboard, ${landed} landed)`,
        born && `${born} born`,
        again && `${again} went into the water again`,
      ]
        .filter(Boolean)
        .join(" · "),
  },
};
