/** The words of positions that are doubted, and of a person's ruling on them, in English. */

export const positionDoubt = {
  /** Of the place that stands. */
  suspect: (why: string) => `Position suspect: ${why}.`,
  untilSaid: "It is shown until somebody says otherwise.",
  /** Of a later one; `stands`: the instant of the place that is shown. */
  doubted: (time: string, why: string, stands: string) =>
    `Position of ${time} doubted: ${why}. The last good one, of ${stands}, stands.`,
  /** The place that stands is suspect itself. */
  doubtedToo: (time: string, why: string) => `Position of ${time} doubted: ${why}.`,
  /** Of a ship, of which no reason is told. */
  notBelieved: (time: string) => `that of ${time} is not believed`,
  jump: (nm: string, span: string) => `a jump of ${nm} nm in ${span}`,
  away: (nm: string, why: string) => `${nm} nm away, ${why}`,
  why: {
    teleport: "too far for its type in the time",
    two_tracks:
      "two tracks are told under one identity, out of each other's reach, and nobody has said which is true",
    sentinel: "it holds values that receivers send when they know none",
    future: "its time had not come when it was received",
    old: "it was received more than a day after its time",
    on_land: "on land, of a vessel",
    frozen: "the same to the last digit although it moves",
    circle: "it goes round a circle that its course and speed do not fit, as false signals do",
  },
  unknown: "no reason was kept",
  received: (time: string, late: string) => `received ${time}, ${late} later`,
  early: (time: string, ahead: string) => `received ${time}, ${ahead} before its time`,
  believe: (time: string) => `Believe that of ${time}`,
  believeShown: "Believe it as shown",
  disbelieve: "Do not believe it",
  title: (what: string, name: string) => `${what}: ${name}`,
  believing: (time: string) =>
    `The position of ${time} becomes the place that is reckoned from; later ones are judged by it. It goes onto the record.`,
  believingShown:
    "It is not suspected for this again until a position has come that raises no doubt. It goes onto the record.",
  disbelieving:
    "The last position that nobody doubts is shown, and reckoned from, until one comes that raises no doubt. Nothing is deleted; it goes onto the record.",
  reasonHint: "like: spoken with the master, seen by radar",
};
