/** The words of a case that is watched again, loaded with the screen that shows it. */

export const replay = {
  title: (reference: string) => `${reference} as it was`,
  about:
    "The case as your party was told it, entry by entry. The list of incidents, alarms and the clock above are of now.",
  back: "Back to the case",
  loading: "Reading what was told…",
  bar: "Time of the case",
  shown: (time: string) => `AS IT WAS ${time}`,
  entry: (number: number) => `entry ${number}`,
  noEntry: "before the first entry",
  reading: (time: string) => `Still shown: ${time}`,
  earlier: "Entry before",
  later: "Entry after",
  start: "Start",
  end: "End",
  play: "Play",
  pause: "Pause",
  speed: "Speed",
  speeds: {
    entries: "an entry every 2 s",
    minute: "1 min a second",
    five: "5 min a second",
    twenty: "20 min a second",
  },
  still:
    "Your system asks for little motion: it plays from entry to entry, whatever speed is chosen.",
  keys: "← → entry before and after · PageUp, PageDown an hour on and back · Home, End · Space plays",
  goneOn: "The case has gone on since this was opened.",
  toNow: "Bring the scale up to now",

  known: {
    not_yet: "Your party had been told nothing of this case then.",
    gone: "The case was not in your party's picture then: it was closed, or not yours to see.",
    unsure:
      "The record does not tell how this case looked to your party then: entries are missing or have been erased.",
  },
  firstTold: (time: string) => `It is first told of the case at ${time}.`,
  notWhole: "There may have been more: the record does not tell all that was in the picture then.",
  unsure: (what: string, time: string) =>
    `Not sure: ${what} may have changed after ${time} without an entry that tells how.`,
  thing: {
    incident: "the case",
    request: "a request",
    offer: "an offer",
    deployment: "a unit at work",
    clearance: "a clearance",
  } as Readonly<Record<string, string>>,
  unnamed: "a thing",
  notTold:
    "Expected times of arrival, alarms and the log are not kept as they were, and are not shown here.",
  offers: "Offers",
  units: "Units at work",
  noUnits: "None was at work then.",
  overUnits: "Over by then",
  clearances: "Clearances",
  promised: (time: string) => `promised ${time}`,
  left: (time: string) => `left ${time}`,
  arrived: (time: string) => `on scene ${time}`,
  position: (place: string, time: string, age: string) => `${place}, of ${time}, ${age} before`,
  thinned: (time: string) =>
    `Positions of before ${time} are no longer all kept: one shown here may be older than the last of then.`,
  why: {
    not_kept: "no position: which one your party saw then is not kept",
    none_yet: "no position: none of before then is known",
  },

  told: "Who was told what, when",
  own: (party: string) => `${party} (own)`,
  other: "Beside",
  only: "No other party is involved that your party may ask about.",
  limits:
    "Only facts that your party was told stand here: what it was not told, or may not ask about, is missing.",
  first: (party: string, time: string) => `${party} first told ${time}`,
  firstNever: (party: string) => `${party} told none of these facts`,
  after: (span: string) => `${span} later`,
  before: (span: string) => `${span} before`,
  atOnce: "at the same time",
  time: "Time",
  toldToo: "told at the same time",
  untold: "NOT told",
  next: (time: string, span: string) => `told something of the case next ${time}, ${span} later`,
  never: "told nothing of the case since",
  erasedFact: "The words of this entry have been erased.",
  erasedTold: "not known any more: erased",
  here: (time: string) => `${time} · shown above and on the map`,
  side: "Which party's column",
  more: {
    before: (count: number) => `${count} earlier: slide back`,
    after: (count: number) => `${count} later: slide on`,
  },
} as const;
