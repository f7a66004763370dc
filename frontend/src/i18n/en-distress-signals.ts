/** The words of signals of distress, loaded with the screen that shows them. */

export const distressSignals = {
  title: "Distress signals",
  about:
    "Beacons and transmitters that receivers hear, until somebody says which case they are of. Each rings at the centre whose region holds its place.",
  none: "No signal of distress waits.",
  means: {
    ais_sart: "AIS-SART",
    ais_mob: "AIS-MOB, man overboard",
    ais_epirb: "EPIRB-AIS",
    ais_ship: "Ship's AIS says: transmitter in distress",
  },
  at: (place: string, time: string) => `${place} at ${time}`,
  nowhere: "It tells no position.",
  heard: (party: string, feed: string) => `Heard by ${party}, ${feed}`,
  times: (first: string, last: string, agoes: string) =>
    `first at ${first}, last told at ${last}, ${agoes} ago; while it goes on it is told every 10 min`,
  rings: (centre: string) => `It rings at ${centre}.`,
  callRegion: (centre: string) =>
    `Its place is in the region of ${centre}, which has not joined: call it.`,
  noRegion: "Its place is in nobody's region.",
  other: (centre: string) =>
    `It rings at ${centre}. If nothing comes of it, call it, or open the case here.`,
  open: "Open a case",
  join: (reference: string) => `It is of ${reference}`,
  joinOther: "It is of a case…",
  joinWhich: "Which case?",
  dismiss: "No distress…",
  dismissTitle: "It is no distress",
  dismissMain: "No distress",
  dismissAbout:
    "Both parties read the reason. It does not ring anew until the transmitter was silent for six hours.",
  near: (nm: number) => `${nm} NM from it`,
  settled: {
    opened: "A case was opened of it.",
    joined: "It is of a case.",
    dismissed: "It was no distress:",
    waiting: "",
  },
  toCase: "Open the case",
} as const;
