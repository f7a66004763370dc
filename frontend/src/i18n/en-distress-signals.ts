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
    sit_185: "Cospas-Sarsat alert",
    dsc: "DSC call",
    sitrep: "Situation report",
    free_text: "Text of distress",
  },
  source: {
    telex: "telex",
    email: "e-mail",
    fax: "fax",
    dsc_receiver: "DSC receiver",
    voice: "voice",
    other: "another way",
  },
  told: (party: string, source: string) => `Told by ${party}, by ${source}`,
  toldTimes: (first: string, last: string, agoes: string) =>
    `first text at ${first}, last at ${last}, ${agoes} ago`,
  untimed: (place: string, time: string) => `${place}; it tells no time, the text came at ${time}`,
  doppler: (percent: string) => `One of two places by Doppler${percent}.`,
  otherPlace: (place: string, percent: string) => `The other: ${place}${percent}`,
  ending: "The last text says that there is no alert any more. Look at it before you decide.",
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
