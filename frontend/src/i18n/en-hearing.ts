/** The words of whether a unit at work is heard, and of its fuel, in English. */

export const hearing = {
  silent: (position: string, word: string) =>
    `SILENT: no position since ${position}${word && `, no word since ${word}`}. Call it.`,
  checkIn: (since: string) => `NOT HEARD since ${since}. Call it.`,
  neverHeard: "NOT HEARD since it set out. Call it.",
  heard: (time: string) => `Last word ${time}.`,
  positions: (minutes: string) => `A position is due each ${minutes}`,
  orWord: (minutes: string) => `, without them a word each ${minutes}.`,
  word: (minutes: string) => `It is to be heard each ${minutes}.`,
  leaves: (time: string) => `Must leave the scene by ${time}`,
  byCrew: (minutes: string, at: string) => `its crew: fuel for ${minutes} at ${at}`,
  home: (minutes: string) => `, ${minutes} of it for a straight way home and in hand`,
  byTank: "by a full tank where it set out or took fuel",
  noHome: (minutes: string, at: string) =>
    `Fuel for ${minutes} at ${at}, as its crew says; its way home is not known.`,
  button: "Heard from",
  title: (name: string) => `Heard from ${name}`,
  at: "Heard at",
  by: "Who spoke",
  byHint: "such as its pilot, or the station that relayed it",
  endurance: "Endurance (min)",
  enduranceHint: "by its own word, from then; empty: not said",
  each: "To be heard each (min)",
  eachHint: "also while its positions come; 0: as its kind is; empty: as before",
  main: "It was heard",
};
