/** The words of what is weighed before units are offered, in English. */

import type { HomeCount, OfferedTerms } from "@/api/types";

const several = (count: number, one: string, many: string) =>
  count === 0 ? null : `${count} ${count === 1 ? one : many}`;

export const lending = {
  home: "What stays at home",
  at: (base: string) => `At ${base}`,
  baseOf: (unit: string) => `the base of ${unit}`,
  now: "now",
  lent: "without these",
  within: (span: string) => `within ${span}`,
  serving: "for what is asked",
  count: ({ vessels, helicopters, aeroplanes }: HomeCount) =>
    [
      several(vessels, "vessel", "vessels"),
      several(helicopters, "helicopter", "helicopters"),
      several(aeroplanes, "aeroplane", "aeroplanes"),
    ]
      .filter(Boolean)
      .join(" · ") || "nobody",
  atLeast: (count: string) => `at least ${count}`,
  offered: (count: number) =>
    `${count} of those that stay ${count === 1 ? "stands" : "stand"} in other offers that nobody has decided.`,
  notCounted: (names: string) => `Not known for ${names}: without a base, or one place too many.`,
  withoutPlace: (count: number) =>
    `${count} more of yours ${count === 1 ? "has" : "have"} neither a position nor a base: in no count.`,
  looking: "Looking what stays at home…",
  unknown: "What stays at home is not known now.",
  nowhere: "Vessels and aircraft alone are counted: none of these changes it.",
  terms: "By which terms",
  readingTerms: "Reading the terms…",
  termsUnknown: "The terms are not known now; the offer itself will name them.",
  clause: (article: string, agreement: string, version: number) =>
    `${article} of ${agreement}, version ${version}:`,
  noClause: "No clause speaks of it.",
  free: (hours: string) => `${hours} hours are free`,
  claim: (days: number) => `to be claimed within ${days} days`,
  example: (
    hours: number,
    { owed, amount, counted_hours }: OfferedTerms["assets"][number]["examples"][number],
    currency: string,
  ) =>
    `${hours} h at work: ${
      owed === "nothing"
        ? "nothing owed"
        : owed === "by_account"
          ? `${counted_hours} h by account, no rate is agreed`
          : `${amount} ${currency}`
    }`,
  estimate: (payer: string) => `Estimates of what ${payer} owes, each:`,
  counted: "How the hours are counted",
  answerBy: (time: string, source: string) => `Your answer is due by ${time} (${source}).`,
};
