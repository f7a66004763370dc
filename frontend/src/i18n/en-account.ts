/** The words of the menu of whoever is signed in, in English. */

export const account = {
  actingFor: "Acting for",
  palette: { night: "Use the day palette", day: "Use the night palette" },
  line: {
    thin: "Use the thin line, for few bytes",
    thinAbout: "Positions then come every 5 s, not 4 times a second.",
    full: "Use the full line",
    fullAbout: "The line is thin: few bytes, and a position may be up to 5 s late.",
    bySystem: "This browser saves data, or its line is slow.",
  },
  signOut: "Sign out",
  keys: "Keyboard",
};
