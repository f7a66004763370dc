/** The words of the menu of whoever is signed in, in English. */

export const account = {
  actingFor: "Acting for",
  palette: { night: "Use the day palette", day: "Use the night palette" },
  signOut: "Sign out",
  keys: "Keyboard",
};
