/** The words of the warning before a text tells more of people than a rescue needs. */

export const peopleWarning = {
  kind: {
    telephone: "a telephone number",
    origin: "people's nationality or origin",
    status: "people's status",
    name: "a person's name",
  },
  looks: (what: string, text: string) => `“${text}” looks like ${what}.`,
  leave:
    "No rescue needs it here, and all who see the case read it: leave it out, or send it if lives depend on it.",
};
