/** The words of a position of a unit that was heard by voice, in English. */

export const positionHeard = {
  title: (name: string) => `Position heard of ${name}`,
  main: "Write it down",
  shown: (place: string, time: string, age: string) =>
    `Shown now: ${place} of ${time}, ${age} old.`,
  noneShown: "No position of it is known.",
  at: "When it was there (UTC)",
  course: "Course (° true)",
  speed: "Speed (kn)",
  uncertaintyHint: "empty: 0.1",
  source: "Heard by",
  sourceFirst: "voice",
  sourceHint: "like VHF 16, or satellite telephone: it stands beside the position",
  ofAnother: (party: string) =>
    `${party} reported this ship: the map goes on showing their position. Yours is used in your own list of who could come.`,
  close: "Close",
  kept: "It was kept; the map still shows another position",
  nothing: "Nothing was kept",
  implausible: (name: string) =>
    `It is on the track, marked as not believed: from the place known before, ${name} would have been faster than its type can be. Look at position and time again. If it is right, write down the next one too: once positions have agreed for two minutes they are believed.`,
  older: (name: string) =>
    `It is on the track: a later position of ${name} is known, and that one is shown.`,
  repeated: (name: string) =>
    `A position of ${name} for that very time is known already: it stands as it was told first.`,
  beside: (party: string) =>
    `It stands as your party's word beside what ${party} says, which the map shows: your own list of who could come goes by yours.`,
};
