/** The words of feeds, loaded with the screen that shows them. */

export const feeds = {
  title: "Feeds",
  about:
    "Streams of AIS that the installation reads for your party. What they tell of units in your register moves them on the map. The operator of the installation adds and removes feeds.",
  none: "No feed is read for your party: positions come from other programs alone, or by hand.",
  asOf: (time: string) => `As of ${time}`,
  asOfReal: (time: string) => `As of ${time} in real time, not the exercise's`,
  state: {
    live: "Live",
    quiet: "Quiet: nothing comes",
    away: "Not connected",
    not_read: "Not read by any process",
  },
  stateAbout: {
    live: "",
    quiet: "It is connected. Where ships are about, something is heard every three minutes.",
    away: "It is tried again and again, once a minute at least.",
    not_read: "Counts are of when it was last read. Tell the operator of the installation.",
  },
  last: (age: string) => `last heard ${age} before`,
  never: "nothing heard yet",
  rate: (perSecond: number) => `${perSecond.toFixed(1)} sentences a second`,
  lag: (seconds: number) => `${Math.round(seconds)} s from station to here`,
  counts: (sentences: number, positions: number) =>
    `Since it was added: ${count(sentences)} sentences, ${count(positions)} positions`,
  unregistered: (positions: number) =>
    `${count(positions)} of them of vessels in no register of your party`,
  dropped: (positions: number) => `${count(positions)} came faster than they could be kept`,
  fault: {
    not_a_sentence: "no sentence of AIS",
    too_long: "lines too long",
    checksum: "broken on the way (checksum)",
    unfinished: "a part of a message without the rest",
    unreadable: "not what its own type says",
    nobodys_number: "from transponders that nobody has set",
    too_many_in_distress: "transmitters in distress, too many to be believed: not reported",
  },
  notRead: "Not read:",
} as const;

function count(value: number): string {
  return value.toLocaleString("en").replaceAll(",", "\u202f");
}
