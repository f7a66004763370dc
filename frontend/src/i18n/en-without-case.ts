/** The words of requests that belong to no case, in English. */

export const withoutCase = {
  title: "Help without a case",
  about:
    "Requests that no incident stands behind: capacity building, and help in a border emergency.",
  ask: "Ask for help without a case",
  people: "People in distress are a case, whatever else happens there: press N.",
  situation: "What it is about",
  place: "Position, if it has one",
  noPlace: "Without a position it is not known who could come, and when.",
  unreadable: "cannot be read as a position, like 34 20.0N 012 42.0E",
  asked: "You are asked",
  own: "You asked",
  none: "None.",
  over: "Over",
  earlier: "Earlier ones",
  latest: "The latest",
  sent: (time: string) => `sent ${time}`,
  drafted: "not sent yet",
  sendDraft: "Send it now",
  by: (centre: string) => `by ${centre}`,
  of: "Without a case",
  where: "Where",
  work: "Units that were given",
};
