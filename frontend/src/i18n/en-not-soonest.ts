/** The words of why a unit is not the soonest, in English. */

export const notSoonest = {
  soonest: "The soonest of those listed.",
  later: (span: string, soonest: string, why: string) =>
    `${span} later than ${soonest}${why && `: ${why}`}.`,
  notice: (span: string) => `notice ${span}`,
  carried: (carrier: string, span: string) => `goes with ${carrier}, under way in ${span}`,
  drift: (span: string) => `waits ${span} for the drift`,
  clearance: (span: string) => `waits ${span} for clearance`,
  farther: (nm: number) => `${Math.round(nm)} nm farther`,
  slower: (span: string) => `under way ${span}`,
  headwind: "headwind",
  sea: "slowed by the sea",
  fuel: "takes fuel on the way",
  refused: (verdict: string, why: string) => `Not among those that could come: ${verdict}. ${why}`,
  wouldHelp: (what: string) => `What would help: ${what}`,
  noTime: (why: string) => `Listed after the soonest: ${why}.`,
  notShown: "Not among the first five that could come: ask for help, and the list says why.",
};
